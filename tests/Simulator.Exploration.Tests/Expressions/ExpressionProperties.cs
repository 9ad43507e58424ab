using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Simulator.Exploration.Tests.Expressions;

/// <summary>Random formulas, written with every parenthesis or with as few as the grammar allows, have the value that the tree has.</summary>
public class ExpressionProperties
{
    private sealed record Formula(string Full, string Short, int Strength, double Value);

    private static readonly Gen<Formula> Leaf = Gen.OneOf(
        Gen.Choose(1, 9).Select(n => Of(n.ToString(CultureInfo.InvariantCulture), n)),
        Gen.Elements(Of("x", 3), Of("y", 5), Of("s", 7)));

    private static readonly Arbitrary<Formula> Formulas = Gen.Sized(size => Tree(Math.Min(size, 12))).ToArbitrary();

    [Fact]
    public void Parentheses_that_precedence_implies_change_nothing() => Prop.ForAll(Formulas, formula =>
        ExperimentNames.Parse(formula.Full).Evaluate(ExperimentNames.Values).Equals(formula.Value)
        && ExperimentNames.Parse(formula.Short).Evaluate(ExperimentNames.Values).Equals(formula.Value)).QuickCheckThrowOnFailure();

    [Fact]
    public void A_unit_scales_out() => Prop.ForAll(Formulas, formula =>
    {
        var scaled = ExperimentNames.Parse($"({formula.Full}) * 1 kB / (1 B)").Evaluate(ExperimentNames.Values);
        return scaled.Equals(formula.Value * 1e3);
    }).QuickCheckThrowOnFailure();

    private static Formula Of(string text, double value) => new(text, text, 4, value);

    private static Gen<Formula> Tree(int size) => size < 2
        ? Leaf
        : Gen.OneOf(
            Leaf,
            Tree(size - 1).Select(a => new Formula($"(-{a.Full})", $"-{Wrap(a, 2)}", 2, -a.Value)),
            Both(size, (a, b) => Binary("+", 0, a, b, a.Value + b.Value)),
            Both(size, (a, b) => Binary("-", 0, a, b, a.Value - b.Value)),
            Both(size, (a, b) => Binary("*", 1, a, b, a.Value * b.Value)),
            Both(size, (a, b) => Binary("/", 1, a, b, a.Value / b.Value)),
            Both(size, (a, b) => new Formula($"({a.Full} ^ {b.Full})", $"{Wrap(a, 4)}^{Wrap(b, 2)}", 3, Math.Pow(a.Value, b.Value))),
            Both(size, (a, b) => new Formula($"max({a.Full}, {b.Full})", $"max({a.Short},{b.Short})", 4, Math.Max(a.Value, b.Value))));

    private static Gen<Formula> Both(int size, Func<Formula, Formula, Formula> join) =>
        Tree(size / 2).SelectMany(a => Tree(size / 2).Select(b => join(a, b)));

    private static Formula Binary(string symbol, int strength, Formula a, Formula b, double value) =>
        new($"({a.Full} {symbol} {b.Full})", $"{Wrap(a, strength)} {symbol} {Wrap(b, strength + 1)}", strength, value);

    private static string Wrap(Formula formula, int least) => formula.Strength >= least ? formula.Short : $"({formula.Short})";
}
