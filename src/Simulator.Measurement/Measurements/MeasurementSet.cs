using System.Collections.Immutable;

namespace Simulator.Measurement.Measurements;

/// <summary>What measurement files held.</summary>
/// <param name="Rows">The rows that can be used.</param>
/// <param name="Rejections">The rows that cannot, each with the reason: none is dropped silently.</param>
public sealed record MeasurementSet(ImmutableArray<Measurement> Rows, ImmutableArray<Rejection> Rejections)
{
    /// <summary>Joins two sets.</summary>
    /// <param name="other">The second.</param>
    /// <returns>Both.</returns>
    public MeasurementSet With(MeasurementSet other) => new(Rows.AddRange(other.Rows), Rejections.AddRange(other.Rejections));
}
