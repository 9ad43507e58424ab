namespace Simulator.Systems.PostTraining.Results;

/// <summary>What one engine, or the learner, did for a time.</summary>
/// <param name="Lane">The engine's number from 0; -1 for the learner.</param>
/// <param name="Activity">What it did.</param>
/// <param name="Start">From when, in seconds.</param>
/// <param name="End">Until when.</param>
public readonly record struct ActivitySpan(int Lane, PoolActivity Activity, double Start, double End)
{
    /// <summary>The lane of the learner.</summary>
    public const int Learner = -1;
}
