using System.Collections.Immutable;

namespace Simulator.Reporting.Steps;

/// <summary>A GPU's peak rates.</summary>
public sealed record StepPeaks
{
    /// <summary>Device memory, in bytes per second.</summary>
    public required double MemoryBytesPerSecond { get; init; }

    /// <summary>L2, in bytes per second.</summary>
    public double L2BytesPerSecond { get; init; }

    /// <summary>All shared memories, in bytes per second.</summary>
    public double SharedMemoryBytesPerSecond { get; init; }

    /// <summary>Vector lanes, in FLOP per second of fp32.</summary>
    public double VectorFlopsPerSecond { get; init; }

    /// <summary>Matrix instructions, dense, in FLOP per second by format.</summary>
    public ImmutableDictionary<string, double> TensorFlopsPerSecond { get; init; } = ImmutableDictionary<string, double>.Empty;
}
