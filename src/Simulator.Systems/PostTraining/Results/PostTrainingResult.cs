using System.Collections.Immutable;

namespace Simulator.Systems.PostTraining.Results;

/// <summary>A simulated run; rates and shares are of the iterations measured. Equations: docs/training.md.</summary>
public sealed record PostTrainingResult
{
    /// <summary>All iterations, those of the warm-up first.</summary>
    public required ImmutableArray<IterationResult> Iterations { get; init; }

    /// <summary>Time of the iterations measured.</summary>
    public required double Seconds { get; init; }

    /// <summary>All GPUs.</summary>
    public required int Gpus { get; init; }

    /// <summary>Where the pools' time goes.</summary>
    public required ImmutableArray<PoolTime> Pools { get; init; }

    /// <summary>Answers learned from by staleness, from 0 on.</summary>
    public required ImmutableArray<long> ByStaleness { get; init; }

    /// <summary>Answers begun in the whole run.</summary>
    public required long Begun { get; init; }

    /// <summary>Answers learned from in the whole run.</summary>
    public required long Learned { get; init; }

    /// <summary>Answers in flight, or waiting for the learner, at the end.</summary>
    public required long InFlight { get; init; }

    /// <summary>Answers whose generation was broken off and whose cache was computed again, for want of blocks or for new weights.</summary>
    public required long Preemptions { get; init; }

    /// <summary>Mean sequences of an engine's step, over time.</summary>
    public required double MeanBatch { get; init; }

    /// <summary>Most sequences of an engine's step.</summary>
    public required int LargestBatch { get; init; }

    /// <summary>Most blocks of an engine's KV cache taken.</summary>
    public required long LargestBlocks { get; init; }

    /// <summary>Share of the engines' steps' time with less than a quarter of the largest batch: busy, but with little to do.</summary>
    public required double ThinShare { get; init; }

    /// <summary>What engines and learner did; empty where it was not recorded.</summary>
    public ImmutableArray<ActivitySpan> Spans { get; init; } = [];

    /// <summary>Iterations measured.</summary>
    public int Measured => Iterations.Count(i => i.Measured);

    /// <summary>Mean time of an iteration.</summary>
    public double IterationSeconds => Seconds / Measured;

    /// <summary>Answers learned from per second.</summary>
    public double SamplesPerSecond => Iterations.Where(i => i.Measured).Sum(i => (double)i.Samples) / Seconds;

    /// <summary>Tokens of prompts and answers learned from per second and GPU.</summary>
    public double TokensPerSecondPerGpu => Iterations.Where(i => i.Measured).Sum(i => i.Tokens) / Seconds / Gpus;

    /// <summary>Tokens of answers per second.</summary>
    public double OutputTokensPerSecond => Iterations.Where(i => i.Measured).Sum(i => i.OutputTokens) / Seconds;

    /// <summary>Mean staleness of the answers learned from.</summary>
    public double MeanStaleness => ByStaleness.Sum() is > 0 and var all ? ByStaleness.Select((n, s) => (double)n * s).Sum() / all : 0;

    /// <summary>Share of all GPUs' time in which they compute.</summary>
    public double BusyShare => Pools.Sum(p => p.BusyShare * p.Gpus) / Gpus;
}
