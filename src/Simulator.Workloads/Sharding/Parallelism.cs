using Simulator.Hardware.Errors;

namespace Simulator.Workloads.Sharding;

/// <summary>
/// How ranks divide a model. A pipeline stage has <c>Tp · Dp</c> ranks: <see cref="Dp"/> groups with batches of their own, in each of which
/// <see cref="Tp"/> ranks share attention and dense layers. A mixture of experts spans all of them: <c>Ep · MoeTp = Tp · Dp</c>.
/// Ranks are placed tensor-parallel first, then data-parallel, then by stage.
/// </summary>
public sealed record Parallelism
{
    private readonly int ep;

    /// <summary>One GPU.</summary>
    public static Parallelism Single { get; } = new();

    /// <summary>Tensor-parallel ranks, at least 1.</summary>
    public int Tp { get; init; } = 1;

    /// <summary>Pipeline stages, at least 1.</summary>
    public int Pp { get; init; } = 1;

    /// <summary>Data-parallel groups of attention and dense layers, at least 1.</summary>
    public int Dp { get; init; } = 1;

    /// <summary>Ranks that share the set of experts. Default: 1 where <see cref="Dp"/> is 1, else all ranks of a stage.</summary>
    public int Ep
    {
        get => ep > 0 ? ep : Dp > 1 ? Tp * Dp : 1;
        init => ep = value > 0 ? value : throw new InputException("must be at least 1", key: "ep");
    }

    /// <summary>Whether norms run on their rank's share of the tokens (reduce-scatter and all-gather in place of all-reduce), in prefill.</summary>
    public bool SequenceParallel { get; init; }

    /// <summary>GPUs of one scale-up domain; groups larger than it span several nodes.</summary>
    public int NodeSize { get; init; } = 8;

    /// <summary>Ranks of one pipeline stage.</summary>
    public int StageRanks => Tp * Dp;

    /// <summary>All ranks.</summary>
    public int Ranks => StageRanks * Pp;

    /// <summary>Ranks that share each expert's hidden layer.</summary>
    public int MoeTp => StageRanks / Ep;

    /// <summary>Nodes that a group of neighbouring ranks spans.</summary>
    /// <param name="ranks">Ranks of the group.</param>
    /// <returns>At least 1.</returns>
    public int Nodes(int ranks) => (ranks + NodeSize - 1) / NodeSize;

    /// <inheritdoc/>
    public override string ToString() =>
        $"tp{Tp}" + (Pp > 1 ? $" pp{Pp}" : "") + (Dp > 1 ? $" dp{Dp}" : "") + (Ep > 1 ? $" ep{Ep}" : "") + (SequenceParallel ? " sp" : "");
}
