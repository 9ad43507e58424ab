using Simulator.Hardware.Gpus;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Stacks;

/// <summary>
/// Prices the kernels of one of this project's own stacks, each as what it is: its tiles, its instructions, its launches. Operators that have no kernel of
/// their own here are left to the library's models. Equations: docs/timing-model.md.
/// </summary>
public sealed class StackModel
{
    private readonly StackProducts products;
    private readonly StackAttention attention;
    private readonly StackStreaming streaming;
    private readonly StackRecurrent recurrent;
    private readonly StackExperts? experts;

    /// <summary>Prepares the models.</summary>
    /// <param name="rates">The device.</param>
    /// <param name="stack">The stack; not the library's.</param>
    public StackModel(GpuRates rates, StackKind stack)
    {
        var own = new StackRates(rates, stack);
        products = new StackProducts(own);
        attention = new StackAttention(own);
        streaming = new StackStreaming(own);
        recurrent = new StackRecurrent(own);
        experts = stack == StackKind.Managed ? new StackExperts(own) : null;
    }

    /// <summary>The stack whose kernels run on a device: a processor has no other than this project's.</summary>
    /// <param name="gpu">The device.</param>
    /// <param name="asked">The stack asked for.</param>
    /// <returns>The stack.</returns>
    public static StackKind On(GpuDescription gpu, StackKind asked) => gpu.Tensor.Generation == MmaGeneration.Simd ? StackKind.Managed : asked;

    /// <summary>Prices an operator.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate; null where the stack has no kernel that is priced here.</returns>
    public KernelEstimate? Estimate(Operator op, PricingContext context) => op switch
    {
        GemmOperator o => products.Estimate(o, context),
        AttentionPrefillOperator o => attention.Estimate(o, context),
        AttentionEncoderOperator o => attention.Estimate(o, context),
        AttentionCrossOperator o => attention.Estimate(o, context),
        AttentionDecodeOperator o => attention.Estimate(o, context),
        MoeOperator o => experts?.Estimate(o, context),
        Mamba2Operator o => recurrent.Estimate(o, context),
        StreamingOperator o => streaming.Estimate(o, context),
        _ => null,
    };
}
