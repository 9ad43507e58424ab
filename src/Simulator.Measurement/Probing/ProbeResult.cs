using System.Collections.Immutable;

namespace Simulator.Measurement.Probing;

/// <summary>What microbenchmarks say about a processor; all rates are of all cores together, the best of several tries.</summary>
public sealed record ProbeResult
{
    /// <summary>The product's name.</summary>
    public required string Name { get; init; }

    /// <summary>Cores that the process may use.</summary>
    public required int Cores { get; init; }

    /// <summary>Elements of fp32 in a vector.</summary>
    public required int VectorLanes { get; init; }

    /// <summary>The clock of a core, in hertz, while all cores multiply.</summary>
    public required double ClockHz { get; init; }

    /// <summary>FLOP per second in fp32, two per multiply-add.</summary>
    public required double FlopsPerSecond { get; init; }

    /// <summary>Exponentials per second.</summary>
    public required double ExponentialsPerSecond { get; init; }

    /// <summary>The caches from the smallest, then memory.</summary>
    public required ImmutableArray<CacheLevel> Levels { get; init; }

    /// <summary>Bytes of memory.</summary>
    public required double MemoryBytes { get; init; }

    /// <summary>The median time to wake all threads and see them arrive, in seconds.</summary>
    public required double LaunchSeconds { get; init; }

    /// <summary>FP32 multiply-adds of a core in one clock.</summary>
    public double FmaPerClock => PerCoreAndClock(FlopsPerSecond / 2);

    /// <summary>Exponentials of a core in one clock.</summary>
    public double ExponentialsPerClock => PerCoreAndClock(ExponentialsPerSecond);

    /// <summary>A core's share of a rate of all cores together, in one clock.</summary>
    /// <param name="perSecond">The rate per second.</param>
    /// <returns>The same per core and clock.</returns>
    public double PerCoreAndClock(double perSecond) => perSecond / ClockHz / Cores;

    /// <summary>Joins two probes of one machine: other work only slows a microbenchmark, so the better figure of each counts.</summary>
    /// <param name="other">The other probe.</param>
    /// <returns>The best of both.</returns>
    public ProbeResult With(ProbeResult other) => this with
    {
        ClockHz = Math.Max(ClockHz, other.ClockHz),
        FlopsPerSecond = Math.Max(FlopsPerSecond, other.FlopsPerSecond),
        ExponentialsPerSecond = Math.Max(ExponentialsPerSecond, other.ExponentialsPerSecond),
        LaunchSeconds = Math.Min(LaunchSeconds, other.LaunchSeconds),
        Levels =
        [
            .. Levels.Zip(other.Levels, (a, b) => a with
            {
                Bytes = Math.Max(a.Bytes, b.Bytes),
                BytesPerSecond = Math.Max(a.BytesPerSecond, b.BytesPerSecond),
                LatencySeconds = Math.Min(a.LatencySeconds, b.LatencySeconds),
            }),
        ],
    };
}
