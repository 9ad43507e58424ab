using System.Collections.Immutable;

namespace Simulator.Reporting.Steps;

/// <summary>The totals of a step.</summary>
public sealed record StepTotals
{
    /// <summary>Its time.</summary>
    public required double Seconds { get; init; }

    /// <summary>The lower end of the 90 % interval.</summary>
    public double LowSeconds { get; init; }

    /// <summary>The upper end of the 90 % interval.</summary>
    public double HighSeconds { get; init; }

    /// <summary>The weakest provenance that makes up 10 % or more.</summary>
    public string Provenance { get; init; } = "";

    /// <summary>The sum of the operators' rooflines.</summary>
    public double RooflineSeconds { get; init; }

    /// <summary>Time in which the GPU waits for launches.</summary>
    public double HostBoundSeconds { get; init; }

    /// <summary>Model FLOP utilisation, from 0 to 1.</summary>
    public double ModelFlopUtilisation { get; init; }

    /// <summary>Memory bandwidth utilisation, from 0 to 1.</summary>
    public double MemoryBandwidthUtilisation { get; init; }

    /// <summary>The user's name for the time: TPOT, TTFT; null where a trace was priced.</summary>
    public string? LatencyName { get; init; }

    /// <summary>GPUs; null where a trace was priced.</summary>
    public double? Gpus { get; init; }

    /// <summary>Tokens per second of all GPUs; null where a trace was priced.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Tokens per second and GPU; null where a trace was priced.</summary>
    public double? TokensPerSecondPerGpu { get; init; }

    /// <summary>Time by what binds, longest first.</summary>
    public ImmutableDictionary<string, double> SecondsByBound { get; init; } = ImmutableDictionary<string, double>.Empty;
}
