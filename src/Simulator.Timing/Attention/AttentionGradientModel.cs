using Simulator.Hardware.Formats;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Timing.Rooflines;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Attention;

/// <summary>
/// Prices the gradient of attention, and training's forward attention where its kernels are older than the GPU. The gradient computes five products where the
/// forward pass computes two (Dao, FlashAttention-2, 2023, section 3.1.2): per pair, three of a key's width and two of a value's. Equations: docs/training.md.
/// </summary>
/// <param name="rates">The GPU.</param>
/// <param name="prompt">The model of forward attention with the GPU's own kernels.</param>
public sealed class AttentionGradientModel(GpuRates rates, PromptAttentionModel prompt)
{
    /// <summary>
    /// Dense 16-bit multiply-adds per SM and clock of mma.sync from Ampere on: what it reaches on later parts too (CUTLASS and FlashAttention-3 papers).
    /// </summary>
    private const double SynchronousFma = 1024;

    /// <summary>Rows of queries per thread block.</summary>
    private const double Rows = 128;

    private readonly TrainingCoefficients c = rates.Coefficients.Training;

    /// <summary>Prices the gradient.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionBackwardOperator op, PricingContext context)
    {
        double products = (3.0 * op.HeadDim) + (2.0 * op.ValueDim), forward = op.HeadDim + (double)op.ValueDim;
        var work = products / forward / c.BackwardAttention;
        if (context.Attention != AttentionGeneration.Native)
            return Synchronous(op.Batch, op.Seq, op.Heads, forward, op.Pairs, work, context.Attention, op.Flops, CompulsoryTraffic.Bytes(op));
        var once = prompt.ForwardOf(op, context);
        return once with { Seconds = once.Seconds * work, Resources = once.Resources.Times(work), MemoryBytes = CompulsoryTraffic.Bytes(op), Kernels = 3 };
    }

    /// <summary>Prices forward attention with kernels for synchronous instructions.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances; says which generation of kernels.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Forward(AttentionPrefillOperator op, PricingContext context)
    {
        var bytes = 2.0 * op.Batch * op.Seq * NumberFormats.Bf16.BytesPerElement * (op.Heads + op.KvHeads) * op.HeadDim;
        return Synchronous(op.Batch, op.Seq, op.Heads, 2.0 * op.HeadDim, op.Pairs, 1, context.Attention, op.Flops, bytes);
    }

    private KernelEstimate Synchronous(
        double batch, double queries, double heads, double width, double pairs, double work, AttentionGeneration generation, double flops, double bytes)
    {
        var efficiency = generation == AttentionGeneration.Flash2 ? c.Flash2Efficiency : c.Flash1Efficiency;
        var peak = Math.Min(SynchronousFma, rates.Gpu.Tensor.FmaPerClock) * rates.Sms * rates.TensorHz;
        var tensor = batch * heads * pairs * width * work / peak;

        // Narrow heads need as many exponentials per pair as wide ones: a fifth of a tile's work does not shrink with the width (estimated).
        var narrow = width >= 256 ? 1 : 0.8 + (0.2 * 256 / width);
        var blocks = Math.Ceiling(queries / Rows) * batch * heads;
        var waves = Math.Ceiling(blocks / rates.Sms) / (blocks / rates.Sms);
        var memory = bytes / (rates.MemoryBytesPerSecond * rates.Coefficients.Streaming.MemoryEfficiency);
        var latency = rates.Gpu.Launch.GraphSeconds;
        return new KernelEstimate(
            Math.Max(tensor / efficiency * narrow * waves, memory) + latency, new ResourceTimes(Tensor: tensor, Memory: memory, Latency: latency), flops,
                bytes, 0,
            new Tile((int)Rows, 64, 1, blocks, Math.Ceiling(blocks / rates.Sms)), work > 1 ? 3 : 1);
    }
}
