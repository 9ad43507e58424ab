namespace Simulator.Exploration.Answers;

/// <summary>A predicted figure with its 90 % interval, in SI units; the three are equal where it has no error, such as an area.</summary>
/// <param name="Value">The prediction.</param>
/// <param name="Low">The interval's lower end.</param>
/// <param name="High">The interval's upper end.</param>
public readonly record struct ObjectiveInterval(double Value, double Low, double High)
{
    /// <summary>A figure without error.</summary>
    /// <param name="value">The figure.</param>
    /// <returns>It with an interval of no width.</returns>
    public static ObjectiveInterval Certain(double value) => new(value, value, value);
}
