using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Expressions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Exploration.Tests.Expressions;

public class UnitSignatureTests
{
    private static readonly Arbitrary<UnitSignature> Signatures = Gen.Choose(-5, 5).ListOf(7)
        .Select(exponents => exponents.Select((exponent, i) => UnitSignature.Of((BaseUnit)i, exponent))
            .Aggregate(UnitSignature.Pure, (product, factor) => product.Times(factor)))
        .ToArbitrary();

    [Fact]
    public void Products_commute_and_quotients_undo_them() => Prop.ForAll(Signatures, Signatures, (a, b) =>
        a.Times(b) == b.Times(a) && a.Times(b).Per(b) == a && a.Per(a).IsPure && a.Per(b) == UnitSignature.Pure.Per(b.Per(a))).QuickCheckThrowOnFailure();

    [Fact]
    public void Powers_are_repeated_products_and_roots_undo_squares() => Prop.ForAll(Signatures, a =>
        a.ToPower(2) == a.Times(a) && a.ToPower(-1) == UnitSignature.Pure.Per(a) && a.ToPower(0).IsPure
        && a.ToPower(2).ToPower(0.5) == a && a.ToPower(0.5).ToPower(2) == a)
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Exponents_add() => Prop.ForAll(Signatures, Signatures, (a, b) =>
        Enum.GetValues<BaseUnit>().All(unit => a.Times(b).Exponent(unit) == a.Exponent(unit) + b.Exponent(unit))).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_units_have_equal_text_and_others_do_not() => Prop.ForAll(Signatures, Signatures, (a, b) =>
        (a == b) == (a.ToString() == b.ToString())).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(Dimension.None, "")]
    [InlineData(Dimension.Bytes, "B")]
    [InlineData(Dimension.BytesPerSecond, "B/s")]
    [InlineData(Dimension.BytesPerClock, "B/clk")]
    [InlineData(Dimension.OperationsPerSecond, "FLOP/s")]
    [InlineData(Dimension.Hertz, "1/s")]
    [InlineData(Dimension.Seconds, "s")]
    [InlineData(Dimension.Watts, "W")]
    [InlineData(Dimension.SquareMetres, "m2")]
    public void Dimensions_have_their_SI_unit(Dimension dimension, string expected) => Assert.Equal(expected, UnitSignature.Of(dimension).ToString());

    [Fact]
    public void Watt_seconds_are_joules()
    {
        var (watt, second, bytes) = (UnitSignature.Of(BaseUnit.Watt), UnitSignature.Of(BaseUnit.Second), UnitSignature.Of(BaseUnit.Byte));
        Assert.Equal("J", watt.Times(second).ToString());
        Assert.Equal("J/B", watt.Times(second).Per(bytes).ToString());
        Assert.Equal("J s", watt.Times(second).Times(second).ToString());
        Assert.Equal("1/J", UnitSignature.Pure.Per(watt.Times(second)).ToString());
        Assert.Equal("W/s", watt.Per(second).ToString());
        Assert.Equal("B/(clk s)", bytes.Per(second).Per(UnitSignature.Of(BaseUnit.Cycle)).ToString());
        Assert.Equal("B^0.5", bytes.ToPower(0.5).ToString());
    }

    // A dimension or symbol that descriptions gain must be one that expressions know.
    [Fact]
    public void Every_unit_of_descriptions_has_the_same_size_in_expressions()
    {
        foreach (var dimension in Enum.GetValues<Dimension>())
        {
            foreach (var (symbol, factor) in Quantity.Symbols(dimension))
            {
                var expression = Expression.Parse($"1 {symbol}", name => throw new InputException(name));
                Assert.Equal(factor, expression.Evaluate([]));
                Assert.Equal(UnitSignature.Of(dimension), expression.Unit);
            }
        }
    }

    [Fact]
    public void Exponents_beyond_reason_and_thirds_are_refused()
    {
        var metre = UnitSignature.Of(BaseUnit.Metre);
        Assert.Contains("beyond 20", Assert.Throws<InputException>(() => metre.ToPower(21)).Message, StringComparison.Ordinal);
        Assert.Contains("beyond 20", Assert.Throws<InputException>(() => metre.ToPower(1e300)).Message, StringComparison.Ordinal);
        Assert.Contains("multiple of 0.5", Assert.Throws<InputException>(() => metre.ToPower(1.0 / 3)).Message, StringComparison.Ordinal);
        Assert.Throws<InputException>(() => metre.ToPower(double.NaN));
    }
}
