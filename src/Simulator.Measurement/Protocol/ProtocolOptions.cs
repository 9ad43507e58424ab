namespace Simulator.Measurement.Protocol;

/// <summary>How a kernel is timed.</summary>
public sealed record ProtocolOptions
{
    /// <summary>The relative width (upper over lower end, minus one) of the median's confidence interval at which sampling ends. Default: 2 %.</summary>
    public double RelativeWidth { get; init; } = 0.02;

    /// <summary>The confidence of that interval. Default: 95 %.</summary>
    public double Confidence { get; init; } = 0.95;

    /// <summary>The least samples. Default: 11: with fewer, order statistics give no interval of 95 % that leaves out the extremes.</summary>
    public int LeastSamples { get; init; } = 11;

    /// <summary>The most samples. Default: 400.</summary>
    public int MostSamples { get; init; } = 400;

    /// <summary>A sample is at least this many clock ticks long, by repeating the kernel within it. Default: 1000, so that the clock adds 0.1 % at most.</summary>
    public int TicksPerSample { get; init; } = 1000;

    /// <summary>Warm-up ends when the last three windows of runs lie within this of each other. Default: 3 %.</summary>
    public double StableWithin { get; init; } = 0.03;

    /// <summary>The least time of warm-up: clocks rise and code is compiled again while it runs. Default: 20 ms.</summary>
    public TimeSpan LeastWarmUp { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The most time of warm-up. Default: 1 s.</summary>
    public TimeSpan MostWarmUp { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>The most time of sampling; what is reached by then counts. Default: 2 s.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromSeconds(2);
}
