namespace Simulator.Measurement.Validation;

/// <summary>Which measurements count.</summary>
public sealed record RowFilter
{
    /// <summary>GPU ids; empty for all.</summary>
    public IReadOnlyCollection<string> Gpus { get; init; } = [];

    /// <summary>Operators; empty for all.</summary>
    public IReadOnlyCollection<string> Ops { get; init; } = [];

    /// <summary>Precisions; empty for all.</summary>
    public IReadOnlyCollection<string> Precisions { get; init; } = [];

    /// <summary>Only rows of two software stacks or more whose median is at most this multiple of the fastest; null for all rows.</summary>
    public double? MaxSpread { get; init; }

    /// <summary>Conditions on shape keys, such as <c>n&gt;=128</c>; rows without the key pass.</summary>
    public IReadOnlyCollection<ShapeCondition> Conditions { get; init; } = [];

    /// <summary>Whether a row counts.</summary>
    /// <param name="row">The row.</param>
    /// <returns>True where it meets every condition.</returns>
    public bool Accepts(Measurements.Measurement row) =>
        (Gpus.Count == 0 || Gpus.Contains(row.Gpu))
        && (Ops.Count == 0 || Ops.Contains(row.Operator.Op))
        && (Precisions.Count == 0 || Precisions.Contains(row.Operator.PrecisionName))
        && (MaxSpread is not { } most || row.Spread <= most)
        && (Conditions.Count == 0 || Conditions.All(c => c.Holds(row.Operator.Shape)));
}
