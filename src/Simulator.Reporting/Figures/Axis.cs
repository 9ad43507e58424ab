namespace Simulator.Reporting.Figures;

/// <summary>An axis of a figure.</summary>
/// <param name="Label">What it shows, without the unit.</param>
/// <param name="Unit">The SI unit of its values, such as <c>s</c> or <c>B/s</c>; empty for a plain number, <c>%</c> for percentages.</param>
/// <param name="Scale">How values map to places.</param>
public sealed record Axis(string Label, string Unit = "", AxisScale Scale = AxisScale.Linear)
{
    /// <summary>The lower end; null to take it from the data.</summary>
    public double? Min { get; init; }

    /// <summary>The upper end; null to take it from the data.</summary>
    public double? Max { get; init; }

    /// <summary>The names on a <see cref="AxisScale.Category"/> axis; from left to right, or from top to bottom.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Whether a linear axis always shows 0, as bars need.</summary>
    public bool FromZero { get; init; }

    /// <summary>An axis of names.</summary>
    /// <param name="label">What the names are.</param>
    /// <param name="names">The names.</param>
    /// <returns>The axis.</returns>
    public static Axis Of(string label, IReadOnlyList<string> names) => new(label, "", AxisScale.Category) { Categories = names };
}
