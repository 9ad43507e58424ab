namespace Simulator.Exploration.Expressions;

/// <summary>One step of a compiled formula in postfix order.</summary>
/// <param name="Code">What it does.</param>
/// <param name="Number">The number that <see cref="OperationCode.Constant"/> pushes.</param>
/// <param name="Slot">The slot that <see cref="OperationCode.Load"/> pushes.</param>
internal readonly record struct Instruction(OperationCode Code, double Number = 0, int Slot = 0)
{
    /// <summary>A unary operation. Halves are rounded away from zero.</summary>
    internal static double Apply(OperationCode code, double x) => code switch
    {
        OperationCode.Negate => -x,
        OperationCode.Round => Math.Round(x, MidpointRounding.AwayFromZero),
        OperationCode.Floor => Math.Floor(x),
        OperationCode.Ceiling => Math.Ceiling(x),
        OperationCode.SquareRoot => Math.Sqrt(x),
        OperationCode.Log2 => Math.Log2(x),
        OperationCode.Absolute => Math.Abs(x),
        _ => throw new InvalidOperationException($"{code} is not unary"),
    };

    /// <summary>A binary operation.</summary>
    internal static double Apply(OperationCode code, double x, double y) => code switch
    {
        OperationCode.Add => x + y,
        OperationCode.Subtract => x - y,
        OperationCode.Multiply => x * y,
        OperationCode.Divide => x / y,
        OperationCode.Power => Math.Pow(x, y),
        OperationCode.Minimum => Math.Min(x, y),
        OperationCode.Maximum => Math.Max(x, y),
        _ => throw new InvalidOperationException($"{code} is not binary"),
    };
}
