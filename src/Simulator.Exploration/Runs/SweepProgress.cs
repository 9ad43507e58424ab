namespace Simulator.Exploration.Runs;

/// <summary>How far a sweep has come.</summary>
/// <param name="Done">Points done, those found on disk included.</param>
/// <param name="Total">Points of this part of the space.</param>
/// <param name="PointsPerSecond">The rate of this process since it began; 0 before the first point.</param>
public readonly record struct SweepProgress(long Done, long Total, double PointsPerSecond)
{
    /// <summary>The time left at that rate; null where there is none yet.</summary>
    public TimeSpan? Left => PointsPerSecond > 0 ? TimeSpan.FromSeconds(Math.Min((Total - Done) / PointsPerSecond, 1e9)) : null;
}
