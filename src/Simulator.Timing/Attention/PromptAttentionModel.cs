using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Attention;

/// <summary>
/// Prices the attention of many queries: prompts, encoders, multi-head latent attention in prefill, cross-attention. Thread blocks of queries walk over
/// the keys; each pair costs tensor and exponential cycles that overlap as the kind of matrix instruction allows; unequal blocks and the average load
/// together give the makespan, which overlaps with the traffic. Kernels before it embed positions, quantise and fill the cache.
/// Equations: docs/timing-model.md.
/// </summary>
public sealed class PromptAttentionModel
{
    private const double GenericFma = 1024;
    private readonly GpuRates rates;
    private readonly AttentionCoefficients c;
    private readonly AttentionPipelineCoefficients pipeline;
    private readonly double throughput;
    private readonly double keyTile;
    private readonly double unstretchedWidth;
    private readonly double exponentialCycles;
    private readonly double asynchronousCycles;

    /// <summary>Prepares the model.</summary>
    /// <param name="rates">The GPU.</param>
    public PromptAttentionModel(GpuRates rates)
    {
        this.rates = rates;
        c = rates.Coefficients.Attention;
        pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        throughput = AttentionPower.SmHertz(rates);
        keyTile = rates.Async ? 128 : 64;
        unstretchedWidth = rates.Async ? 256 : 128;
        asynchronousCycles = rates.Async ? c.AsynchronousCycles : 0;

        // Kernels for tensor memory compute a part of the exponentials as polynomials on the FP32 lanes, beside the special function units.
        var emulated = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05 ? rates.Gpu.Sm.Fp32Lanes * c.EmulatedExponentials : 0;
        exponentialCycles = c.SoftmaxExponentials / (rates.Gpu.Sm.SfuPerClock + emulated);
    }

    /// <summary>Prices a prompt's causal attention.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionPrefillOperator op, PricingContext context) => Price(
        new AttentionShape(
            PromptKind.Prefill, op.Batch, op.Seq, (double)op.Prefix + op.Seq, op.Pairs, op.Window, op.Heads, op.KvHeads, op.HeadDim, op.HeadDim,
            op.Precision.Compute, op.Precision.Kv.BytesPerElement, op.Precision.Kv.ElementBits < 16),
        c.PrefillCycles + (op.Window > 0 || op.HeadDim < 128 ? c.SecondChoiceCycles : 0), context, op.Flops);

    /// <summary>Prices the forward pass that a gradient belongs to: the same pairs and widths.</summary>
    /// <param name="op">The gradient.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate of the forward pass.</returns>
    internal KernelEstimate ForwardOf(AttentionBackwardOperator op, PricingContext context) => Price(
        new AttentionShape(
            op.HeadDim == op.ValueDim ? PromptKind.Prefill : PromptKind.Latent, op.Batch, op.Seq, (double)op.Prefix + op.Seq, op.Pairs, op.Window, op.Heads,
            op.KvHeads, op.HeadDim, op.ValueDim, op.Precision.Compute, NumberFormats.Bf16.BytesPerElement, false),
        op.HeadDim == op.ValueDim ? c.PrefillCycles : c.MlaPrefillCycles, context, op.Flops);

    /// <summary>Prices an encoder's attention.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionEncoderOperator op, PricingContext context) => Price(
        new AttentionShape(
            PromptKind.Encoder, op.Batch, op.Seq, op.Seq, (double)op.Seq * op.Seq, 0, op.Heads, op.Heads, op.HeadDim, op.HeadDim,
            op.Precision.Compute, op.Precision.Compute.BytesPerElement, false),
        EncoderCycles(op.HeadDim), context, op.Flops);

    /// <summary>Prices a decoder's attention over an encoder's output.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionCrossOperator op, PricingContext context) => Price(
        new AttentionShape(
            PromptKind.Encoder, op.Batch, op.Seq, op.Kv, (double)op.Seq * op.Kv, 0, op.Heads, op.Heads, op.HeadDim, op.HeadDim,
            op.Precision.Compute, op.Precision.Kv.BytesPerElement, op.Precision.Kv.ElementBits < 16),
        EncoderCycles(op.HeadDim), context, op.Flops);

    /// <summary>
    /// Prices a prompt's multi-head latent attention. Kernels for synchronous instructions pad the values to the width of the keys; asynchronous ones
    /// quantise queries, keys and values first where the cache is in 8 bits. Prompts of a single token go to the decode kernel of wgmma parts, for which
    /// all heads read the same latents.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(MlaPrefillOperator op, PricingContext context)
    {
        var d = op.Dimensions;
        var absorbed = op.Seq <= 1 && rates.Gpu.Tensor.Generation == MmaGeneration.Wgmma;
        return Price(
            new AttentionShape(
                PromptKind.Latent, op.Batch, op.Seq, (double)op.Prefix + op.Seq, op.Pairs, 0, op.Heads, absorbed ? 1 : op.Heads, d.Nope + d.Rope, d.V,
                op.Precision.Compute, NumberFormats.Bf16.ElementBytes, op.Precision.Kv.ElementBits < 16),
            c.MlaPrefillCycles, context, op.Flops);
    }

    /// <summary>Heads that do not fill whole swizzles of 64 elements are padded first, or fall to a second choice.</summary>
    private double EncoderCycles(int width) => c.EncoderCycles + (width % 64 != 0 ? c.OddWidthCycles : 0);

    private KernelEstimate Price(in AttentionShape s, double cycles, PricingContext context, double flops)
    {
        var kernel = PromptKernel.Of(rates, s);
        var tensorCycles = TensorCycles(s, kernel);
        var softmaxCycles = kernel.Generic ? 0 : exponentialCycles;
        var pairCycles = Norm.Join(tensorCycles, softmaxCycles, rates.Async ? c.OverlapExponent : 1) * (s.Causal ? c.CausalPairCost : 1);

        // Products in fewer bits than asked for save less than their ratio: never below the peak of the format asked for.
        pairCycles = Math.Max(pairCycles, (s.KeyDim + s.ValueDim) / rates.MatrixFmaPerClock(s.Compute));
        var tiling = PromptTiling.Fastest(rates, s, kernel, pairCycles, keyTile, throughput);

        var tokens = s.Sequences * s.Queries;
        var width = s.KeyDim + s.ValueDim;
        var seen = s.Window > 0 ? Math.Min(s.Keys, s.Window + s.Queries) : s.Keys;
        var bytes = (tokens * s.Heads * width * NumberFormats.Bf16.ElementBytes) + (s.Sequences * seen * s.KvHeads * width * s.KvBytes);
        var cached = s.Kind == PromptKind.Prefill ? tokens * s.KvHeads : 0;
        var quantised = !kernel.Quantises ? 0 : tokens * s.Heads * (s.Kind == PromptKind.Latent ? width : s.KeyDim);
        var before = (cached * width * s.KvBytes) + (quantised * (NumberFormats.Bf16.ElementBytes + NumberFormats.Fp8E4M3.BytesPerElement));

        var hit = context.L2 == L2State.Cold ? 0 : L2Residency.Private(rates, bytes);
        var l2Rate = rates.L2BytesPerSecond * c.PrefillL2Efficiency;
        var memoryRate = Math.Min(
            l2Rate, rates.MemoryBytesPerSecond * c.PrefillMemoryEfficiency * (rates.Gpu.Memory.InBandEcc ? c.InBandEccEfficiency : 1));
        var secondsPerByte = (hit / l2Rate) + ((1 - hit) / memoryRate);
        var write = cached * c.CacheWriteCycles / throughput;
        var fixedCycles = cycles + asynchronousCycles + (kernel.ThroughCache ? c.NarrowCacheCycles : 0)
            + (kernel.Quantises && !kernel.ThroughCache ? c.QuantiseCycles : 0);
        var launch = (fixedCycles / rates.ClockHz) + (context.GraphLaunch ? c.GraphLaunchSeconds : 0);
        var moved = bytes + before;
        var resources = new ResourceTimes(
            Tensor: tiling.Pairs * tensorCycles / throughput,
            Sfu: tiling.Pairs * softmaxCycles / throughput,
            L2: moved / l2Rate,
            Memory: moved * (1 - hit) / memoryRate,
            Latency: launch + (c.BlockCycles * tiling.Blocks / throughput));
        return new KernelEstimate(
            launch + (before * secondsPerByte) + Norm.Join(tiling.Seconds, bytes * secondsPerByte, c.PrefillTrafficExponent) + write,
            resources, flops, moved * (1 - hit), 0,
            new Tile(tiling.Rows, (int)keyTile, 1, tiling.Blocks, Math.Ceiling(tiling.Blocks / rates.Sms)), kernel.Quantises ? 3 : 2);
    }

    /// <summary>Tensor cycles of an SM per (query, key) pair.</summary>
    private double TensorCycles(in AttentionShape s, in PromptKernel kernel)
    {
        var width = kernel.KeyDim + kernel.ValueDim;
        if (kernel.Generic)
        {
            var fma = Math.Min(rates.Gpu.Tensor.FmaPerClock, GenericFma);
            return width / fma * c.GenericKernelRatio * Math.Pow(Math.Max(1, s.KeyDim / 128), c.GenericWidthExponent);
        }

        var narrow = rates.InstructionFormat(kernel.Compute).ElementBits <= 8;
        var efficiency = narrow ? pipeline.TensorEfficiencyFp8 : pipeline.TensorEfficiency;
        var stretch = 1 + (pipeline.WideHeadCost * Math.Max(0, (kernel.KeyDim / unstretchedWidth) - 1));
        return width / (rates.MatrixFmaPerClock(kernel.Compute) * efficiency) * stretch;
    }
}
