using Simulator.Exploration.Answers;

namespace Simulator.Exploration.Runs;

/// <summary>What a sweep came to.</summary>
/// <param name="Folder">Where it was written.</param>
/// <param name="Answers">The answers; null where the sweep was stopped, or is one part of several.</param>
/// <param name="Progress">How far it came, and how fast.</param>
/// <param name="Found">Points that were on disk already.</param>
public sealed record SweepOutcome(RunFolder Folder, SweepAnswers? Answers, SweepProgress Progress, long Found)
{
    /// <summary>Whether every point is there.</summary>
    public bool IsComplete => Progress.Done == Progress.Total;
}
