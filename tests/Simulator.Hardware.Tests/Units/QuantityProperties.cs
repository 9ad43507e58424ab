using FsCheck;
using FsCheck.Fluent;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Tests.Units;

/// <summary>What holds of every quantity.</summary>
public class QuantityProperties
{
    private static readonly Arbitrary<Dimension> Dimensions = Gen.Elements(Enum.GetValues<Dimension>()).ToArbitrary();

    private static readonly Arbitrary<double> Values = Gen.Choose(-15, 20)
        .SelectMany(exponent => Gen.Choose(100_000, 999_999).Select(mantissa => mantissa * Math.Pow(10, exponent - 5)))
        .ToArbitrary();

    [Fact]
    public void What_is_written_in_full_reads_back_the_same() => Prop.ForAll(Values, Dimensions, (value, dimension) =>
        Math.Abs(Quantity.Parse(Quantity.Format(value, dimension, 17), dimension) - value) <= 1e-14 * value).QuickCheckThrowOnFailure();

    [Fact]
    public void Three_digits_are_within_half_a_percent() => Prop.ForAll(Values, Dimensions, (value, dimension) =>
        Math.Abs(Quantity.Parse(Quantity.Format(value, dimension), dimension) - value) <= 0.00501 * value).QuickCheckThrowOnFailure();

    [Fact]
    public void Spaces_do_not_matter() => Prop.ForAll(Values, Dimensions, (value, dimension) =>
    {
        var text = Quantity.Format(value, dimension, 15);
        return Quantity.Parse(text.Replace(" ", "", StringComparison.Ordinal), dimension) == Quantity.Parse($"  {text} ", dimension);
    }).QuickCheckThrowOnFailure();
}
