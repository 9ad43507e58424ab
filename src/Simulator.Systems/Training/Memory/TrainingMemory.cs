using System.Collections.Immutable;

namespace Simulator.Systems.Training.Memory;

/// <summary>What the memory of one GPU of the fullest stage holds at its peak, in bytes.</summary>
/// <param name="Stage">The stage.</param>
/// <param name="Weights">Weights in the format of the products, with cast copies; those of the layers at work where they are sharded.</param>
/// <param name="MasterWeights">fp32 master weights.</param>
/// <param name="Gradients">Gradients.</param>
/// <param name="OptimizerStates">Both moments.</param>
/// <param name="Activations">What is kept for backward passes to come.</param>
/// <param name="Working">Operands of the widest operator; a layer's results while it is computed again.</param>
/// <param name="Buffers">Driver context, libraries and communication buffers.</param>
/// <param name="Fragmentation">What the allocator cannot use.</param>
/// <param name="Capacity">The memory of the GPU.</param>
public sealed record TrainingMemory(
    int Stage,
    double Weights,
    double MasterWeights,
    double Gradients,
    double OptimizerStates,
    double Activations,
    double Working,
    double Buffers,
    double Fragmentation,
    double Capacity)
{
    /// <summary>Everything together.</summary>
    public double Total => Weights + MasterWeights + Gradients + OptimizerStates + Activations + Working + Buffers + Fragmentation;

    /// <summary>What is missing; 0 where it fits.</summary>
    public double Shortage => Math.Max(0, Total - Capacity);

    /// <summary>Whether it fits.</summary>
    public bool Fits => Total <= Capacity;

    /// <summary>The parts with their names, in bytes.</summary>
    public ImmutableArray<(string Name, double Bytes)> Parts =>
    [
        ("weights", Weights), ("master weights", MasterWeights), ("gradients", Gradients), ("optimizer states", OptimizerStates), ("activations", Activations),
        ("working set", Working), ("buffers (estimated)", Buffers), ("fragmentation (estimated)", Fragmentation),
    ];
}
