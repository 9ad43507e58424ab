using Simulator.Hardware.Formats;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Traces.Training;

/// <summary>What one rank computes of a microbatch.</summary>
/// <param name="MicroBatch">Sequences of a microbatch.</param>
/// <param name="Sequence">Tokens of a sequence, over all context-parallel ranks.</param>
/// <param name="Tp">Tensor-parallel ranks, with sequence parallelism (Korthikanti et al., 2022).</param>
/// <param name="Cp">Context-parallel ranks, which pass keys and values round a ring (Liu et al., Ring attention, 2023), with balanced causal work.</param>
/// <param name="Ep">Expert-parallel ranks.</param>
/// <param name="NodeSize">GPUs of one scale-up domain.</param>
public sealed record TrainingSlice(int MicroBatch, int Sequence, int Tp, int Cp, int Ep, int NodeSize)
{
    /// <summary>
    /// Whether norms, residuals, rotary embedding and the loss are fused kernels (Transformer Engine, Megatron-LM); false for a framework that launches
    /// each operation apart (PyTorch, eager).
    /// </summary>
    public bool Fused { get; init; } = true;

    /// <summary>Whether the loss is one fused kernel over 16-bit logits.</summary>
    public bool FusedLoss { get; init; } = true;

    /// <summary>The format in which gradients are summed over microbatches.</summary>
    public NumberFormat GradientFormat { get; init; } = NumberFormats.Fp32;

    /// <summary>
    /// Whether products of weights' gradients are added to a sum over microbatches; false where ranks reduce and shard them after each, so that only shards
    /// add up.
    /// </summary>
    public bool Accumulates { get; init; } = true;

    /// <summary>How uneven tokens choose experts: the exponent of a Zipf law; 0 is even. The busiest rank is taken.</summary>
    public double RoutingSkew { get; init; }

    /// <summary>Tokens of a sequence on this rank.</summary>
    public int LocalSequence => Sequence / Cp;

    /// <summary>Tokens of a microbatch on this rank, before sequence parallelism divides them.</summary>
    public int Tokens => checked(MicroBatch * LocalSequence);

    /// <summary>The pass over a microbatch as a prompt: what precedes this rank's tokens on average, so that its causal work is an even share.</summary>
    internal StepShape Step => StepShape.Prefill(MicroBatch, LocalSequence, (Sequence - LocalSequence) / 2);

    internal Parallelism Attention => new() { Tp = Tp, SequenceParallel = Tp > 1, NodeSize = NodeSize };

    /// <summary>Nodes that a group of ranks spans whose neighbours are <paramref name="stride"/> ranks apart.</summary>
    internal int Nodes(int ranks, int stride) => Math.Min(ranks, ((ranks * stride) + NodeSize - 1) / NodeSize);
}
