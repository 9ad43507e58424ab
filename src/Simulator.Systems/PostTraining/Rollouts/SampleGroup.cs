using Simulator.Systems.PostTraining.Learning;

namespace Simulator.Systems.PostTraining.Rollouts;

/// <summary>A prompt with its answers, which are learned from together (a group of GRPO).</summary>
/// <param name="index">Its number, from 0 in the order in which groups are begun.</param>
/// <param name="deadline">The version that must learn from it at the latest.</param>
/// <param name="samples">Answers.</param>
internal sealed class SampleGroup(int index, int deadline, int samples)
{
    internal int Index { get; } = index;

    internal int Deadline { get; } = deadline;

    /// <summary>Answers that are not there yet.</summary>
    internal int Left { get; private set; } = samples;

    /// <summary>When the last of its answers has its reward, as far as known.</summary>
    internal double ReadySeconds { get; private set; }

    internal BatchLengths Lengths { get; private set; }

    internal double OutputTokens { get; private set; }

    /// <summary>The version that each answer was begun with.</summary>
    internal List<int> Versions { get; } = new(samples);

    internal void Add(int input, int output, int version, double ready)
    {
        Left--;
        ReadySeconds = Math.Max(ReadySeconds, ready);
        Lengths = Lengths.With((double)input + output);
        OutputTokens += output;
        Versions.Add(version);
    }
}
