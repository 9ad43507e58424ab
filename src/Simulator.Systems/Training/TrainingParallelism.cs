namespace Simulator.Systems.Training;

/// <summary>
/// How GPUs divide a training step. Ranks are placed tensor-parallel first, then context-, then data-parallel, then by pipeline stage (Megatron-LM's order);
/// the experts of a layer are spread over <see cref="Ep"/> neighbouring ranks of a stage.
/// </summary>
public sealed record TrainingParallelism
{
    /// <summary>Tensor-parallel ranks, with sequence parallelism; at least 1.</summary>
    public int Tp { get; init; } = 1;

    /// <summary>Pipeline stages, at least 1.</summary>
    public int Pp { get; init; } = 1;

    /// <summary>Parts of the model on each stage (interleaving, virtual stages); at least 1.</summary>
    public int Vp { get; init; } = 1;

    /// <summary>Context-parallel ranks, at least 1.</summary>
    public int Cp { get; init; } = 1;

    /// <summary>Expert-parallel ranks, at least 1.</summary>
    public int Ep { get; init; } = 1;

    /// <summary>Data-parallel ranks, at least 1.</summary>
    public int Dp { get; init; } = 1;

    /// <summary>
    /// What the data-parallel ranks shard (Rajbhandari et al., ZeRO, 2020): 0 nothing, 1 optimizer states, 2 gradients too, 3 weights too (FSDP).
    /// </summary>
    public int Zero { get; init; } = 1;

    /// <summary>Ranks of a pipeline stage.</summary>
    public int StageRanks => Tp * Cp * Dp;

    /// <summary>All ranks.</summary>
    public int Ranks => StageRanks * Pp;

    /// <summary>Ranks that hold the same weights of attention and dense layers.</summary>
    public int Replicas => Cp * Dp;

    /// <summary>Ranks that hold the same experts.</summary>
    public int ExpertReplicas => Math.Max(1, StageRanks / Ep);

    /// <inheritdoc/>
    public override string ToString() =>
        $"tp{Tp}{(Cp > 1 ? $" cp{Cp}" : "")} pp{Pp}{(Vp > 1 ? $" vp{Vp}" : "")} dp{Dp}{(Ep > 1 ? $" ep{Ep}" : "")} zero{Zero}";
}
