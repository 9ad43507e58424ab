using Simulator.Timing.Estimates;

namespace Simulator.Systems.Training;

/// <summary>What a framework does that changes a step's time.</summary>
/// <param name="Name">The name, such as <c>megatron</c>.</param>
/// <param name="Fused">Whether norms, residuals, loss and optimizer are fused kernels.</param>
/// <param name="Attention">The generation of its attention kernels.</param>
/// <param name="OverlapsTensor">Whether tensor-parallel exchanges are pipelined with their products.</param>
public sealed record FrameworkTraits(string Name, bool Fused, AttentionGeneration Attention, bool OverlapsTensor)
{
    /// <summary>Whether the loss is one fused kernel over 16-bit logits, also where nothing else is.</summary>
    public bool FusedLoss { get; init; } = Fused;

    /// <summary>
    /// Whether computing a layer again ends with the last result that the backward pass needs, which spares its last product (PyTorch from 2.1).
    /// </summary>
    public bool StopsEarly { get; init; }

    /// <summary>Whether expert-parallel exchanges across nodes run beside the computation of another microbatch.</summary>
    public bool OverlapsExperts { get; init; }

    /// <summary>Whether whole steps are launched as CUDA graphs, so that the host is out of the way.</summary>
    public bool Graphs { get; init; }

    /// <summary>Megatron-LM with Transformer Engine.</summary>
    public static FrameworkTraits Megatron { get; } = new("megatron", true, AttentionGeneration.Native, true) { OverlapsExperts = true };

    /// <summary>PyTorch with fully sharded data parallelism, eager, with FlashAttention-2.</summary>
    public static FrameworkTraits PyTorch { get; } = new("pytorch", false, AttentionGeneration.Flash2, false) { StopsEarly = true };

    /// <summary>PyTorch with a compiler that fuses norms, activations and residuals (torchtitan), and what compiles with XLA.</summary>
    public static FrameworkTraits Compiled { get; } = new("pytorch-compiled", true, AttentionGeneration.Flash2, false) { StopsEarly = true, FusedLoss = false };

    /// <summary>PyTorch of 2023 with FlashAttention's first generation or its Triton port.</summary>
    public static FrameworkTraits PyTorch2023 { get; } = new("pytorch-2023", false, AttentionGeneration.Flash1, false) { StopsEarly = true, FusedLoss = true };

    /// <summary>Every framework.</summary>
    public static IReadOnlyList<FrameworkTraits> All { get; } = [Megatron, PyTorch, Compiled, PyTorch2023];
}
