namespace Simulator.Systems.Serving.Metrics;

/// <summary>The requests in one stage of a fleet: a pool, or on the way between two.</summary>
/// <param name="Entered">Requests that came; those that left, were refused and are here together.</param>
/// <param name="Left">Requests that left, answered or handed on.</param>
/// <param name="Refused">Requests that were rejected here.</param>
/// <param name="Inside">Requests that are here at the end.</param>
/// <param name="Largest">Most requests here at a time.</param>
/// <param name="Mean">Requests here, averaged over the run, L.</param>
/// <param name="MeanSojournSeconds">Mean time here of those that left, W, in seconds; NaN before any has.</param>
/// <param name="Seconds">The run's length, T.</param>
public sealed record StageResult(
    long Entered, long Left, long Refused, long Inside, long Largest, double Mean, double MeanSojournSeconds, double Seconds)
{
    /// <summary>Little's law, L over λ·W minus 1: 0 up to rounding where all that came have left; NaN where nobody stayed for any time.</summary>
    public double LittleDeviation => (Mean / (Left / Seconds * MeanSojournSeconds)) - 1;

    internal static StageResult Of(PoolMetrics stage, double seconds) =>
        new(stage.Entered, stage.Left, stage.Refused, stage.Inside, stage.Largest, stage.Mean, stage.MeanSojournSeconds, seconds);
}
