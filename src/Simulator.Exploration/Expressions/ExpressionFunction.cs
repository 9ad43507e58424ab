using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Expressions;

/// <summary>A function of formulas.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Code">The step that computes it; applied again for each argument after the second.</param>
/// <param name="Fewest">The fewest arguments.</param>
/// <param name="Most">The most arguments.</param>
/// <param name="UnitOf">The result's unit from the first argument's (the others of min and max must have the same); throws where it is not accepted.</param>
internal sealed record ExpressionFunction(string Name, OperationCode Code, int Fewest, int Most, Func<UnitSignature, UnitSignature> UnitOf)
{
    /// <summary>All functions.</summary>
    internal static readonly ExpressionFunction[] All =
    [
        new("min", OperationCode.Minimum, 1, int.MaxValue, unit => unit),
        new("max", OperationCode.Maximum, 1, int.MaxValue, unit => unit),
        new("round", OperationCode.Round, 1, 1, Countable),
        new("floor", OperationCode.Floor, 1, 1, Countable),
        new("ceil", OperationCode.Ceiling, 1, 1, Countable),
        new("sqrt", OperationCode.SquareRoot, 1, 1, unit => unit.ToPower(0.5)),
        new("log2", OperationCode.Log2, 1, 1, Pure),
        new("abs", OperationCode.Absolute, 1, 1, unit => unit),
        new("pow", OperationCode.Power, 2, 2, unit => unit),
    ];

    /// <summary>The names, for messages.</summary>
    internal const string Summary = "min, max, round, floor, ceil, sqrt, log2, abs, pow";

    private static UnitSignature Countable(UnitSignature unit) => unit.IsPure || unit == UnitSignature.Of(BaseUnit.Byte)
        ? unit
        : throw new InputException($"only pure numbers and bytes are rounded, not {unit}; accepted: divide by a unit first, such as round(x / 1 {unit})");

    private static UnitSignature Pure(UnitSignature unit) => unit.IsPure
        ? unit
        : throw new InputException($"a logarithm takes a pure number, not {unit}; accepted: divide by a unit first, such as log2(x / 1 {unit})");
}
