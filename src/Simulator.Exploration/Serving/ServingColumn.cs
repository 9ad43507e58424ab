namespace Simulator.Exploration.Serving;

/// <summary>A figure of a point of an experiment on serving.</summary>
/// <param name="Name">The column's name, with the unit where it has one.</param>
/// <param name="Text">The value: SI units, nine digits; empty where there is none.</param>
public readonly record struct ServingColumn(string Name, string Text)
{
    /// <summary>A number.</summary>
    /// <param name="name">The column's name.</param>
    /// <param name="value">The number.</param>
    /// <returns>The column; empty where the value is not finite.</returns>
    public static ServingColumn Of(string name, double value) => new(name, double.IsFinite(value) ? FormattableString.Invariant($"{value:G9}") : "");
}
