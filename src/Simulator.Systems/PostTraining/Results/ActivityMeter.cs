namespace Simulator.Systems.PostTraining.Results;

/// <summary>Measures what one engine, or the learner, does.</summary>
/// <param name="lane">Its lane; see <see cref="ActivitySpan"/>.</param>
/// <param name="start">What it does at first.</param>
/// <param name="spans">Where spans are recorded; null for nowhere.</param>
internal sealed class ActivityMeter(int lane, PoolActivity start, List<ActivitySpan>? spans)
{
    private readonly double[] seconds = new double[Enum.GetValues<PoolActivity>().Length];
    private double since;
    private double counted;

    internal PoolActivity Current { get; private set; } = start;

    /// <summary>Seconds by activity since the last <see cref="Restart"/>.</summary>
    internal IReadOnlyList<double> Seconds => seconds;

    internal void Switch(double now, PoolActivity next)
    {
        if (next == Current)
            return;
        End(now);
        (Current, since) = (next, now);
    }

    /// <summary>Counts and records what has been done until now.</summary>
    internal void End(double now)
    {
        Count(now);
        if (now > since)
            spans?.Add(new ActivitySpan(lane, Current, since, now));
        since = now;
    }

    /// <summary>Begins the measurement anew.</summary>
    internal void Restart(double now)
    {
        Count(now);
        Array.Clear(seconds);
    }

    private void Count(double now)
    {
        seconds[(int)Current] += now - counted;
        counted = now;
    }
}
