using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Attention;

/// <summary>
/// Prices the attention of one token per sequence: the cache of each sequence and key head is a unit of work that may be split over thread blocks; a
/// unit costs cycles by itself, by the queries and outputs of its heads and by the tokens it walks over; that overlaps with the traffic of memory and
/// L2; a second kernel combines the splits. Equations: docs/timing-model.md.
/// </summary>
public sealed class DecodeAttentionModel
{
    private const double LatentTile = 64;
    private const double TensorMemoryTile = 128;
    private const double LatentTokens = 64;
    private const double FirstTokens = 64;
    private const double HiddenHeads = 8;
    private const double AsynchronousTile = 64;
    private const double SynchronousTile = 16;
    private const double GenericLatentTile = 32;
    private const double MmaRows = 16;
    private const int BlocksPerTile = 2;
    private static readonly int[] Splits = [1, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128];
    private static readonly int[] Unsplit = [1];
    private readonly GpuRates rates;
    private readonly AttentionCoefficients c;
    private readonly AttentionPipelineCoefficients pipeline;
    private readonly double hertz;
    private readonly bool tensorMemory;
    private readonly double unitRatio;
    private readonly double tensorRows;
    private readonly double l2Rate;
    private readonly double memoryRate;

    /// <summary>Prepares the model.</summary>
    /// <param name="rates">The GPU.</param>
    public DecodeAttentionModel(GpuRates rates)
    {
        this.rates = rates;
        c = rates.Coefficients.Attention;
        pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        hertz = rates.TensorHz;
        tensorMemory = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05;
        unitRatio = tensorMemory ? c.GeneratedUnitRatio : 1;
        tensorRows = rates.Async ? 64 : 16;
        l2Rate = rates.L2BytesPerSecond * c.DecodeL2Efficiency;
        var memory = rates.MemoryBytesPerSecond * c.DecodeMemoryEfficiency * (rates.Gpu.Memory.InBandEcc ? c.InBandEccEfficiency : 1);
        memoryRate = Math.Min(memory, l2Rate);
    }

    /// <summary>
    /// Prices a decode attention by the faster of two kernels: on tensor cores, whose rows hold the query heads of a key head, and on vector units where
    /// an engine has one. A unit of the first holds the first tile of tokens in its own cycles: up to there its time hardly grows.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionDecodeOperator op, PricingContext context)
    {
        var group = (double)op.Heads / op.KvHeads;
        var units = (double)op.Batch * op.KvHeads;
        var narrow = op.Precision.Kv.ElementBits < 16;
        var tokenBytes = 2.0 * op.HeadDim * op.Precision.Kv.BytesPerElement;
        var rows = Math.Ceiling(group / tensorRows) * tensorRows;
        var tensor = rows * 2 * op.HeadDim / (rates.MatrixFmaPerClock(op.Precision.Compute) * pipeline.TensorEfficiency);
        var feed = tokenBytes / pipeline.DecodeBytesPerClock * (narrow && !tensorMemory ? c.NarrowCachePenalty : 1);
        var token = Norm.Join(tensor, feed, 2);
        var queryBytes = 2 * group * op.HeadDim * NumberFormats.Bf16.ElementBytes;
        var generated = DecodeKernels.IsGenerated(op, rates);
        var query = Math.Max(0, 1 - HiddenHeads / group) * queryBytes / (generated ? c.GeneratedQueryBytesPerClock : c.DecodeQueryBytesPerClock);
        var unit = (pipeline.DecodeUnitCycles + pipeline.DecodeWidthCycles * op.HeadDim * op.HeadDim / 128) * (generated ? c.GeneratedUnitRatio : 1) + query;
        var latency = pipeline.DecodeLatencyCycles + query;
        var work = new DecodeWork(units, op.VisibleTokens, FirstTokens, latency, unit, token, token);
        var vector = work;
        var lone = tokenBytes / c.VectorBytesPerClock;
        var alone = DecodeKernels.IsHeadByHead(op, rates, context);
        if (alone || DecodeKernels.HasVector(op, rates, context))
        {
            var heads = alone || rates.Async ? group : 1;
            var head = DecodeKernels.IsOldWindow(op, rates, context) ? c.WindowHeadCycles : c.VectorHeadCycles;
            vector = new DecodeWork(units, op.VisibleTokens, 0, latency, head * heads, lone, lone * group);
            work = alone ? vector : work;
        }

        var cycles = DecodeKernels.Cycles(op, rates, context);
        var io = units * queryBytes;
        var cache = units * op.VisibleTokens * tokenBytes;
        var misses = Misses(cache, io, context.L2);
        var traffic = misses / memoryRate + (cache + io - misses) / l2Rate;
        return Price(
            work, vector, misses, cache + io, traffic, cycles, tensor, feed, (int)rows, op.Flops, context, Splits,
            c.TrafficExponent, generated ? c.GeneratedCombineCycles : c.CombineCycles);
    }

    /// <summary>
    /// Prices a decode multi-head latent attention: all heads read the same latent, in tiles of 64 heads (128 with tensor memory, whose products on an 8-bit
    /// cache are in 8 bits). FlashMLA, for wgmma, always launches a kernel that combines. On synchronous parts two kernels compete: TensorRT-LLM's, which
    /// leaves a sequence to two thread blocks a tile and widens the latents to 16 bits, and for 16-bit caches a generic one that splits; where there are
    /// bulk copies (sm_120), XQA reads 8-bit latents and splits.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(MlaDecodeOperator op, PricingContext context)
    {
        var d = op.Dimensions;
        var narrow = op.Precision.Kv.ElementBits < 16;
        var bulk = rates.Gpu.Tensor.AsyncBulkCopy;
        var elementBytes = bulk ? op.Precision.Kv.BytesPerElement : Math.Max(op.Precision.Kv.BytesPerElement, NumberFormats.Bf16.ElementBytes);
        var tokenBytes = d.CachedWidth * elementBytes;
        var width = (double)d.CachedWidth + d.KvLora;
        var format = narrow && (tensorMemory || (bulk && !rates.Async)) ? op.Precision.Kv : op.Precision.Compute;
        var fma = rates.MatrixFmaPerClock(format) * pipeline.LatentTensorEfficiency;
        var wait = pipeline.LatentTokenCycles + rates.Gpu.Memory.LatencySeconds * hertz / (rates.Async ? AsynchronousTile : SynchronousTile);
        var cache = (double)op.Batch * op.Kv * tokenBytes;
        var io = (double)op.Batch * op.Heads * width * NumberFormats.Bf16.ElementBytes;
        var misses = Misses(cache, io, context.L2);

        KernelEstimate Kernel(double rows, int blocks, double ratio, double cycles, double combine, int[] splits)
        {
            var tiles = Math.Ceiling(op.Heads / rows);
            var traffic = Math.Max(misses / memoryRate, (cache * tiles + io) / l2Rate);
            var feed = rates.Async ? 0 : rows / MmaRows * width * NumberFormats.Bf16.ElementBytes / rates.Gpu.Sm.SharedMemoryBytesPerClock;
            var token = (rows * width / fma + feed) * ratio;
            var first = Math.Min(op.Heads, rows) * width * NumberFormats.Bf16.ElementBytes + LatentTokens * tokenBytes;
            var work = new DecodeWork(
                op.Batch * tiles, op.Kv, LatentTokens, pipeline.LatentLatencyCycles,
                Math.Max((pipeline.LatentUnitCycles + first / c.LatentStartBytesPerClock) * unitRatio, LatentTokens * token),
                Math.Max(wait, token / Math.Max(1, blocks)), token, blocks);
            return Price(
                work, work, misses, cache * tiles + io, traffic, cycles, token, feed, (int)rows, op.Flops, context, splits,
                c.LatentTrafficExponent, combine);
        }

        if (rates.Async)
        {
            return tensorMemory ? Kernel(TensorMemoryTile, 0, 1, c.MlaDecodeCycles, c.GeneratedCombineCycles, Splits)
                : Kernel(LatentTile, 0, 1, c.MlaDecodeCycles + c.SmallKernelCycles, 0, Splits);
        }

        var whole = Kernel(LatentTile, BlocksPerTile, 1, c.MlaDecodeCycles, 0, Unsplit);
        if (narrow)
        {
            return bulk ? Kernel(LatentTile, 0, 1, c.MlaDecodeCycles, c.GeneratedCombineCycles, Splits) : whole;
        }

        var eager = context.GraphLaunch && rates.Gpu.Tensor.Fp8 is null ? c.EagerSeconds * rates.ClockHz : 0;
        var split = Kernel(GenericLatentTile, 0, c.LatentGenericRatio, c.MlaDecodeCycles + eager, c.CombineCycles, Splits);
        return split.Seconds < whole.Seconds ? split : whole;
    }

    private double Misses(double cache, double io, L2State state)
    {
        var hit = state == L2State.Warm ? Hit(cache + io) : 0;
        var ioHit = state switch { L2State.Cold => 0, L2State.Warm => hit, _ => Hit(io) };
        return cache * (1 - hit) + io * (1 - ioHit);
    }

    private double Hit(double bytes) => L2Residency.Private(rates, bytes / c.L2Share);

    private KernelEstimate Price(
        in DecodeWork work, in DecodeWork other, double misses, double l2Bytes, double traffic, double fixedCycles, double tokenTensor, double tokenFeed,
        int rows, double flops, PricingContext context, int[] splits, double trafficExponent, double combineCycles)
    {
        var whole = Math.Min(work.Cycles(1, rates.Sms), other.Cycles(1, rates.Sms));
        var (shortest, split) = (double.PositiveInfinity, 1);
        for (var i = 1; i < splits.Length; i++)
        {
            var cycles = Math.Min(work.Cycles(splits[i], rates.Sms), other.Cycles(splits[i], rates.Sms));
            if (cycles < shortest)
            {
                (shortest, split) = (cycles, splits[i]);
            }
        }

        var combine = combineCycles / hertz;
        var seconds = Norm.Join(whole / hertz, traffic, trafficExponent);
        var combined = splits.Length > 1 ? Norm.Join(shortest / hertz, traffic, trafficExponent) + combine : double.PositiveInfinity;
        if (combined < seconds)
        {
            seconds = combined;
        }
        else
        {
            (split, combine) = (1, 0);
        }

        var launch = fixedCycles / rates.ClockHz + (context.GraphLaunch ? c.GraphLaunchSeconds : 0);
        var blocks = work.Units * split;
        var tokens = work.Units * work.Tokens / rates.Sms / hertz;
        var resources = new ResourceTimes(
            Tensor: tokens * tokenTensor,
            SharedMemory: tokens * tokenFeed,
            L2: l2Bytes / l2Rate,
            Memory: misses / memoryRate,
            Latency: launch + combine + Math.Max(work.LatencyCycles, blocks * work.UnitCycles / rates.Sms) / hertz);
        return new KernelEstimate(
            seconds + launch, resources, flops, misses, 0, new Tile(rows, 64, split, blocks, Math.Ceiling(blocks / rates.Sms)), split > 1 ? 3 : 2);
    }
}
