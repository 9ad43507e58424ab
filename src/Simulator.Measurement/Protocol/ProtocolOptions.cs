using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Protocol;

/// <summary>How carefully a kernel is timed.</summary>
public sealed record ProtocolOptions
{
    /// <summary>The state of the caches before each run.</summary>
    public CacheState Cache { get; init; } = CacheState.Warm;

    /// <summary>The confidence of the interval of the median, in (0.5, 1).</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The width of that interval over the median at which sampling ends; greater than 0.</summary>
    public double RelativeWidth { get; init; } = 0.03;

    /// <summary>Samples taken whatever they say; at least 6, the fewest with a 95 % interval.</summary>
    public int FewestSamples { get; init; } = 10;

    /// <summary>Samples at which sampling ends.</summary>
    public int MostSamples { get; init; } = 1000;

    /// <summary>Seconds for one kernel, warm-up included, after which sampling ends with what there is.</summary>
    public double BudgetSeconds { get; init; } = 2;

    /// <summary>The part of the budget that warming up may take.</summary>
    public double WarmUpShare { get; init; } = 0.3;

    /// <summary>A sample lasts at least this many steps of the clock: its reading is then off by no more than 0.2 %.</summary>
    public double ClockSteps { get; init; } = 1000;

    /// <summary>Seconds after which a call to the device is cancelled.</summary>
    public double TimeLimitSeconds { get; init; } = 60;

    /// <summary>Seconds that a cancelled call has to return before the device counts as lost.</summary>
    public double GraceSeconds { get; init; } = 5;
}
