using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Attention;

/// <summary>
/// Prices the attention of one token per sequence: the cache of each sequence and key head is split over thread blocks, an SM takes in its share at a
/// limited rate, the chip at the memory's (or the L2's) rate, and a second kernel combines the splits. Equations: docs/timing-model.md.
/// </summary>
public sealed class DecodeAttentionModel
{
    private static readonly int[] Splits = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];
    private static readonly int[] Unsplit = [1];
    private readonly GpuRates rates;
    private readonly AttentionCoefficients c;
    private readonly AttentionPipelineCoefficients pipeline;
    private readonly double hertz;

    /// <summary>Prepares the model.</summary>
    /// <param name="rates">The GPU.</param>
    public DecodeAttentionModel(GpuRates rates)
    {
        this.rates = rates;
        c = rates.Coefficients.Attention;
        pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        hertz = rates.TensorHz;
    }

    /// <summary>Prices a decode attention.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionDecodeOperator op, PricingContext context)
    {
        var group = (double)op.Heads / op.KvHeads;
        var kvBytes = op.Precision.Kv.BytesPerElement;
        var tokenBytes = 2.0 * op.HeadDim * kvBytes;
        var rows = Math.Ceiling(group / TensorRows) * TensorRows;
        var fma = rates.MatrixFmaPerClock(op.Precision.Compute);
        var tokenTensor = rows * 2 * op.HeadDim / (fma * pipeline.TensorEfficiency);
        var widened = op.Precision.Kv.ElementBits < 16 && rates.Gpu.Tensor.Generation != MmaGeneration.Tcgen05;
        var tokenFeed = tokenBytes / pipeline.DecodeBytesPerClock * (widened ? c.NarrowCachePenalty : 1);
        var io = 2.0 * op.Batch * op.Heads * op.HeadDim * NumberFormats.Bf16.ElementBytes;
        return Price(
            (double)op.Batch * op.KvHeads, op.VisibleTokens, tokenBytes, tokenTensor, tokenFeed, io, c.DecodeCycles, true, op.Flops,
            (int)rows, context, OperatorFamily.AttentionDecode, 1, Splits);
    }

    /// <summary>
    /// Prices a decode multi-head latent attention: all heads read the same latent, in tiles of 64 heads. Kernels for synchronous matrix instructions
    /// leave a narrow cache's sequence to one thread block (measured time grows with the context whatever the batch); the others split it.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(MlaDecodeOperator op, PricingContext context)
    {
        var d = op.Dimensions;
        var tokenBytes = d.CachedWidth * op.Precision.Kv.BytesPerElement;
        var headTiles = Math.Ceiling(op.Heads / 64.0);
        var fma = rates.MatrixFmaPerClock(op.Precision.Compute);
        var tokenTensor = 64.0 * (d.CachedWidth + d.KvLora) / (fma * c.MlaDecodeTensorEfficiency);
        var tokenFeed = Math.Max(tokenBytes / pipeline.DecodeBytesPerClock, pipeline.MlaTokenCycles);
        var io = 2.0 * op.Batch * op.Heads * (d.CachedWidth + d.KvLora);
        return Price(
            op.Batch * headTiles, op.Kv, tokenBytes, tokenTensor, tokenFeed, io, c.MlaDecodeCycles, false, op.Flops, 64, context, OperatorFamily.Mla,
            headTiles, rates.Async || op.Precision.Kv.ElementBits >= 16 ? Splits : Unsplit);
    }

    private double TensorRows => rates.Gpu.Tensor.Generation switch { MmaGeneration.Wgmma => 64, MmaGeneration.Tcgen05 => 64, _ => 16 };

    private KernelEstimate Price(
        double units, double tokens, double tokenBytes, double tokenTensor, double tokenFeed, double ioBytes, double fixedCycles, bool reuse,
        double flops, int rows, PricingContext context, OperatorFamily family, double readers,
        int[] splits)
    {
        var cache = units / readers * tokens * tokenBytes;
        var hit = reuse && context.L2 == L2State.Warm ? L2Residency.Private(rates, cache) : 0;
        var misses = cache * (1 - hit) + ioBytes * (context.L2 == L2State.Cold ? 1 : 0);
        var memory = misses / (rates.MemoryBytesPerSecond * c.DecodeMemoryEfficiency);
        var l2 = (units * tokens * tokenBytes + ioBytes) / (rates.L2BytesPerSecond * c.L2Efficiency);
        var perToken = Math.Max(tokenTensor, tokenFeed);
        var best = double.PositiveInfinity;
        double bestWaves = 0, bestTokens = 0;
        var bestSplit = 1;
        foreach (var split in splits)
        {
            var share = Math.Max(Math.Ceiling(tokens / split), Math.Min(tokens, 64));
            var waves = Math.Ceiling(units * split / rates.Sms);
            var sm = waves * (pipeline.DecodeUnitCycles + share * perToken) / hertz;
            var total = Math.Max(sm, Math.Max(memory, l2)) + (split > 1 ? c.CombineCycles / hertz : 0);
            if (total < best)
            {
                (best, bestSplit, bestWaves, bestTokens) = (total, split, waves, share);
            }
        }

        var launch = fixedCycles / hertz + (context.GraphLaunch ? c.GraphLaunchSeconds : 0);
        var combine = bestSplit > 1 ? c.CombineCycles / hertz : 0;
        var resources = new ResourceTimes(
            Tensor: bestWaves * bestTokens * tokenTensor / hertz,
            SharedMemory: bestWaves * bestTokens * tokenFeed / hertz,
            L2: l2,
            Memory: memory,
            Latency: launch + combine + bestWaves * pipeline.DecodeUnitCycles / hertz);
        return new KernelEstimate(
            best + launch, resources, flops, misses, 0, new Tile(rows, 64, bestSplit, units * bestSplit, bestWaves), bestSplit > 1 ? 3 : 2, family);
    }
}
