using System.Collections.Immutable;
using Simulator.Systems.Training.Energy;
using Simulator.Systems.Training.Memory;
using Simulator.Systems.Training.Schedules;
using Simulator.Timing.Estimates;

namespace Simulator.Systems.Training;

/// <summary>A simulated training step; times in seconds.</summary>
public sealed record TrainingResult
{
    /// <summary>What was asked.</summary>
    public required TrainingRequest Request { get; init; }

    /// <summary>The step.</summary>
    public required double Seconds { get; init; }

    /// <summary>The lower end of its 90 % interval.</summary>
    public required double LowSeconds { get; init; }

    /// <summary>The upper end of its 90 % interval.</summary>
    public required double HighSeconds { get; init; }

    /// <summary>Where the time goes.</summary>
    public required StepBreakdown Breakdown { get; init; }

    /// <summary>The operators of the busiest stage, longest first.</summary>
    public required ImmutableArray<OperatorShare> Operators { get; init; }

    /// <summary>The memory of the fullest stage.</summary>
    public required TrainingMemory Memory { get; init; }

    /// <summary>What each part of the pipeline costs.</summary>
    public required PipelineWork Work { get; init; }

    /// <summary>
    /// Operations that the model asks of one GPU: matrix products and unmasked pairs of attention, forward and backward, nothing computed again.
    /// </summary>
    public required double ModelFlops { get; init; }

    /// <summary>The same with what is computed again.</summary>
    public required double HardwareFlops { get; init; }

    /// <summary>The GPU's dense peak in the recipe's format, in operations per second.</summary>
    public required double PeakFlopsPerSecond { get; init; }

    /// <summary>The energy of the step; null where none was asked for, or the technology does not hold the GPU.</summary>
    public TrainingEnergy? Energy { get; init; }

    /// <summary>Tokens per second and GPU.</summary>
    public double TokensPerSecondPerGpu => Request.Tokens / Seconds / Request.Parallelism.Ranks;

    /// <summary>Model operations per second and GPU.</summary>
    public double ModelFlopsPerSecond => ModelFlops / Seconds;

    /// <summary>Model FLOP utilisation against <see cref="PeakFlopsPerSecond"/>.</summary>
    public double ModelFlopUtilisation => ModelFlopsPerSecond / PeakFlopsPerSecond;

    /// <summary>Hardware FLOP utilisation against <see cref="PeakFlopsPerSecond"/>.</summary>
    public double HardwareFlopUtilisation => HardwareFlops / Seconds / PeakFlopsPerSecond;

    /// <summary>Time of the operators by what binds them, longest first.</summary>
    public ImmutableArray<(Bound Bound, double Seconds)> ByBound =>
        [.. Operators.GroupBy(o => o.Bound).Select(g => (g.Key, g.Sum(o => o.Seconds))).OrderByDescending(b => b.Item2)];
}
