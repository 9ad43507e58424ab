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
    private static readonly int[] QueryTiles = [16, 64, 128, 256];
    private readonly GpuRates rates;
    private readonly AttentionCoefficients c;
    private readonly AttentionPipelineCoefficients pipeline;
    private readonly double throughput;
    private readonly double keyTile;
    private readonly bool tensorMemory;
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
        tensorMemory = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05;
        asynchronousCycles = rates.Async ? c.AsynchronousCycles : 0;
    }

    /// <summary>Prices a prompt's causal attention.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionPrefillOperator op, PricingContext context)
    {
        var bytes = 2.0 * NumberFormats.Bf16.ElementBytes * op.Batch * op.Seq * (op.Heads + 2.0 * op.KvHeads) * op.HeadDim;
        var cycles = c.PrefillCycles + (op.Window > 0 ? c.WindowCycles : 0)
            + (op.Precision.Kv.ElementBits < 16 && !Narrow(op.Precision.Compute) ? c.NarrowCacheCycles : 0);
        return Price(
            new AttentionShape(
                op.Batch, op.Seq, (double)op.Prefix + op.Seq, op.Pairs, op.Window, op.Heads, op.KvHeads, op.HeadDim, op.HeadDim, true,
                op.Precision.Compute, op.Precision.Kv.BytesPerElement, true, c.PreparedShare * bytes, cycles),
            context, op.Flops, OperatorFamily.AttentionPrefill);
    }

    /// <summary>Prices an encoder's attention.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionEncoderOperator op, PricingContext context) => Price(
        new AttentionShape(
            op.Batch, op.Seq, op.Seq, (double)op.Seq * op.Seq, 0, op.Heads, op.Heads, op.HeadDim, op.HeadDim, false, op.Precision.Compute,
            op.Precision.Compute.BytesPerElement, false, 0, c.EncoderCycles),
        context, op.Flops, OperatorFamily.AttentionPrefill);

    /// <summary>Prices a decoder's attention over an encoder's output.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionCrossOperator op, PricingContext context) => Price(
        new AttentionShape(
            op.Batch, op.Seq, op.Kv, (double)op.Seq * op.Kv, 0, op.Heads, op.Heads, op.HeadDim, op.HeadDim, false, op.Precision.Compute,
            op.Precision.Kv.BytesPerElement, false, 0, c.EncoderCycles),
        context, op.Flops, OperatorFamily.AttentionPrefill);

    /// <summary>
    /// Prices a prompt's multi-head latent attention. Kernels for synchronous instructions pad the values to the width of the keys; asynchronous ones
    /// quantise queries, keys and values first where the cache is in 8 bits.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(MlaPrefillOperator op, PricingContext context)
    {
        var d = op.Dimensions;
        var quantises = rates.Async && op.Precision.Kv.ElementBits < 16 && !Narrow(op.Precision.Compute);
        var width = (double)d.Nope + d.Rope + d.V;
        var prepared = quantises ? op.Batch * (double)op.Seq * op.Heads * width * (NumberFormats.Bf16.ElementBytes + op.Precision.Kv.BytesPerElement) : 0;
        return Price(
            new AttentionShape(
                op.Batch, op.Seq, (double)op.Prefix + op.Seq, op.Pairs, 0, op.Heads, op.Heads, d.Nope + d.Rope, rates.Async ? d.V : d.Nope + d.Rope, true,
                op.Precision.Compute, NumberFormats.Bf16.ElementBytes, false, prepared, c.MlaPrefillCycles + (quantises ? c.QuantiseCycles : 0)),
            context, op.Flops, OperatorFamily.MlaDecode);
    }

    private bool Narrow(NumberFormat compute) => rates.InstructionFormat(compute).ElementBits <= 8;

    private KernelEstimate Price(in AttentionShape s, PricingContext context, double flops, OperatorFamily family)
    {
        var narrow = Narrow(s.Compute);
        var (tensorCycles, softmaxCycles) = PairParts(s, narrow);
        var pairCycles = Norm.Join(tensorCycles, softmaxCycles, pipeline.OverlapExponent);
        var best = Fastest(s, pairCycles);

        var seen = s.Window > 0 ? Math.Min(s.Keys, s.Window + s.Queries) : s.Keys;
        var kv = s.Sequences * seen * s.KvHeads * (s.KeyDim + s.ValueDim) * s.KvBytes;
        var bytes = s.Sequences * s.Queries * s.Heads * (s.KeyDim + s.ValueDim) * NumberFormats.Bf16.ElementBytes + kv;
        var hit = context.L2 == L2State.Cold ? 0 : L2Residency.Private(rates, bytes / c.L2Share);
        var l2Rate = rates.L2BytesPerSecond * c.PrefillL2Efficiency;
        var memoryRate = Math.Min(l2Rate, rates.MemoryBytesPerSecond * c.PrefillMemoryEfficiency);
        var secondsPerByte = hit / l2Rate + (1 - hit) / memoryRate;
        var write = s.Caches ? s.Sequences * s.Queries * s.KvHeads * c.CacheWriteCycles / throughput : 0;
        var fixedSeconds = (s.FixedCycles + asynchronousCycles + (narrow ? c.QuantiseCycles : 0)) / rates.ClockHz;
        var launch = fixedSeconds + (context.GraphLaunch ? c.GraphLaunchSeconds : 0);
        var moved = bytes + s.PreparedBytes;
        var resources = new ResourceTimes(
            Tensor: best.Pairs * tensorCycles / throughput,
            Sfu: best.Pairs * softmaxCycles / throughput,
            L2: moved / l2Rate,
            Memory: moved * (1 - hit) / memoryRate,
            Latency: launch + pipeline.BlockCycles * best.Blocks / throughput);
        return new KernelEstimate(
            launch + s.PreparedBytes * secondsPerByte + Norm.Join(best.Seconds, bytes * secondsPerByte, c.TrafficExponent) + write,
            resources, flops, moved * (1 - hit), 0,
            new Tile(best.Rows, (int)keyTile, 1, best.Blocks, Math.Ceiling(best.Blocks / rates.Sms)), narrow ? 3 : 2, family);
    }

    /// <summary>Tensor and softmax cycles of an SM per (query, key) pair.</summary>
    private (double Tensor, double Softmax) PairParts(in AttentionShape s, bool narrow)
    {
        if (!PromptKernels.Tuned(rates, s, narrow))
        {
            var fma = Math.Min(rates.Gpu.Tensor.FmaPerClock, GenericFma);
            return ((s.KeyDim + s.ValueDim) / fma * c.GenericKernelRatio * Math.Pow(Math.Max(1, s.KeyDim / 128), c.GenericWidthExponent), 0);
        }

        var efficiency = narrow ? pipeline.TensorEfficiencyFp8
            : rates.Async && s.Caches && s.KvBytes < 2 ? c.NarrowCacheTensorEfficiency : pipeline.TensorEfficiency;
        var wide = 1 + pipeline.WideHeadCost * Math.Max(0, (s.KeyDim - 128) / 128);
        return ((s.KeyDim + s.ValueDim) / (rates.MatrixFmaPerClock(s.Compute) * efficiency) * wide, pipeline.SoftmaxExponentials / rates.Gpu.Sm.SfuPerClock);
    }

    /// <summary>
    /// The fastest of the tilings that kernels use. Those older than tcgen05 pack the query heads that share a key head into the rows of one tile;
    /// with tensor memory they do so for single queries only (measured times of short prompts grow with the query heads).
    /// </summary>
    private (double Seconds, double Blocks, double Pairs, int Rows) Fastest(in AttentionShape s, double pairCycles)
    {
        var best = (Seconds: double.PositiveInfinity, Blocks: 0.0, Pairs: 0.0, Rows: 0);
        var group = s.Heads / s.KvHeads;
        var packs = group > 1 && (!tensorMemory || s.Queries <= 1);
        var ceiling = Math.Ceiling(s.Keys / keyTile) * keyTile;
        for (var packed = 0; packed <= (packs ? 1 : 0); packed++)
        {
            for (var t = 0; t < (tensorMemory ? 4 : 3); t++)
            {
                var rows = QueryTiles[t];
                var queries = packed == 1 ? rows / group : rows;
                var blocks = s.Sequences * (packed == 1 ? s.KvHeads : s.Heads) * Math.Ceiling(s.Queries / queries);
                var limit = s.Window > 0 ? Math.Min(ceiling, s.Window + queries + keyTile) : ceiling;
                var slack = s.Causal ? (Math.Min(queries, s.Queries) + keyTile) / 2 : keyTile;
                var average = Math.Min(limit, s.PairsPerHead / s.Queries + slack);
                var longest = (rows * limit * pairCycles + pipeline.BlockCycles) / rates.TensorHz;
                var load = blocks * (rows * average * pairCycles + pipeline.BlockCycles) / throughput;
                if (Math.Max(longest, load) < best.Seconds && Norm.Join(longest, load, c.MakespanExponent) is var seconds && seconds < best.Seconds)
                {
                    best = (seconds, blocks, blocks * rows * average, rows);
                }
            }
        }

        return best;
    }
}
