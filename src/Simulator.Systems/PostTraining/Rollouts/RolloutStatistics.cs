using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.PostTraining.Rollouts;

/// <summary>What the steps of a rollout engine were like.</summary>
internal sealed class RolloutStatistics
{
    /// <summary>A step with less than this part of the engine's largest batch is thin.</summary>
    internal const double ThinShare = 0.25;

    private int largest;

    internal long Steps { get; private set; }

    internal long Preemptions { get; set; }

    internal double Seconds { get; private set; }

    internal double ThinSeconds { get; private set; }

    internal double SequenceSeconds { get; private set; }

    internal long LargestBlocks { get; private set; }

    internal int LargestBatch => largest;

    internal void Stepped(double seconds, in StepLoad load, long blocks)
    {
        var sequences = load.DecodeBatch + load.Prompts;
        largest = Math.Max(largest, sequences);
        LargestBlocks = Math.Max(LargestBlocks, blocks);
        Steps++;
        Seconds += seconds;
        SequenceSeconds += sequences * seconds;
        if (sequences < ThinShare * largest)
            ThinSeconds += seconds;
    }

    /// <summary>Begins anew; what was largest stays known.</summary>
    internal void Restart() => (Steps, Preemptions, Seconds, ThinSeconds, SequenceSeconds, LargestBlocks) = (0, 0, 0, 0, 0, 0);
}
