using System.Collections.Immutable;

namespace Simulator.Workloads.Traces.Training;

/// <summary>A part of the model (a layer, the embedding, the head) in training, on one rank and for one microbatch.</summary>
/// <param name="Forward">The forward pass, in order.</param>
/// <param name="Backward">The backward pass, in order.</param>
/// <param name="InputBytes">The residual stream that enters it: all that full recomputation keeps.</param>
public sealed record LayerTrace(ImmutableArray<TrainingRow> Forward, ImmutableArray<TrainingRow> Backward, double InputBytes)
{
    /// <summary>Bytes kept from forward to backward without recomputation.</summary>
    public double SavedBytes => Forward.Sum(r => r.SavedBytes);

    /// <summary>Bytes kept where the results of norms and activations are computed again.</summary>
    public double SelectiveBytes { get; init; }

    /// <summary>The largest operands of one operator: what a pass needs at a time besides what is kept.</summary>
    public double WorkingBytes => Forward.Concat(Backward).Select(r => Memory.ActivationFootprint.OperandBytes(r.Operator)).DefaultIfEmpty(0).Max();

    /// <summary>Operations of the forward pass.</summary>
    public double ForwardFlops => Forward.Sum(r => r.Operator.IsMatrixProduct ? r.Flops : 0);

    /// <summary>Operations of the backward pass.</summary>
    public double BackwardFlops => Backward.Sum(r => r.Operator.IsMatrixProduct ? r.Flops : 0);
}
