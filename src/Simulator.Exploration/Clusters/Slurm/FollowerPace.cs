namespace Simulator.Exploration.Clusters.Slurm;

/// <summary>How often the queue is asked: often at first, since small runs end soon, then seldom, since a controller serves many users.</summary>
/// <param name="FirstSeconds">The first pause, in seconds.</param>
/// <param name="LongestSeconds">The longest pause, in seconds.</param>
/// <param name="Growth">The factor from one pause to the next, above 1.</param>
public sealed record FollowerPace(double FirstSeconds = 1, double LongestSeconds = 15, double Growth = 1.1)
{
    /// <summary>How often in a row Slurm may fail to answer before the follower gives up: more than an hour at the longest pause.</summary>
    public int Silences { get; init; } = 300;

    /// <summary>The pause after so many others.</summary>
    /// <param name="pauses">Pauses so far, from 0.</param>
    /// <returns>The pause.</returns>
    public TimeSpan Pause(int pauses) => TimeSpan.FromSeconds(Math.Min(LongestSeconds, FirstSeconds * Math.Pow(Growth, pauses)));
}
