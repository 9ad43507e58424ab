using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Traces.Training;

/// <summary>One operator of a layer's forward or backward pass.</summary>
/// <param name="Name">Where it stands in the model, such as <c>attention.qkv</c>; gradients end in <c>.dgrad</c>, <c>.wgrad</c> or <c>.backward</c>.</param>
/// <param name="Operator">What is computed.</param>
/// <param name="Role">How it may be placed in time.</param>
public sealed record TrainingRow(string Name, Operator Operator, TrainingRole Role = TrainingRole.Compute)
{
    /// <summary>How often it runs, at least 1.</summary>
    public int Repeat { get; init; } = 1;

    /// <summary>Kernels that the framework launches for it where they are more than the operator's own: one per expert, say.</summary>
    public int Launches { get; init; }

    /// <summary>Bytes that the backward pass needs of it and that nothing before it keeps.</summary>
    public double SavedBytes { get; init; }

    /// <summary>Whether its result is cheap to compute again: norms, activations, casts.</summary>
    public bool IsCheap { get; init; }

    /// <summary>All runs together.</summary>
    public double Flops => Repeat * Operator.Flops;
}
