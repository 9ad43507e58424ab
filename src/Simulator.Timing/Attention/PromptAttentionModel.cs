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
/// together give the makespan. Equations: docs/timing-model.md.
/// </summary>
public sealed class PromptAttentionModel
{
    private const double KeyTile = 128;
    private static readonly int[] QueryTiles = [16, 64, 128, 256];
    private readonly GpuRates rates;
    private readonly AttentionCoefficients c;
    private readonly AttentionPipelineCoefficients pipeline;
    private readonly double throughput;

    /// <summary>Prepares the model.</summary>
    /// <param name="rates">The GPU.</param>
    public PromptAttentionModel(GpuRates rates)
    {
        this.rates = rates;
        c = rates.Coefficients.Attention;
        pipeline = rates.Async ? c.Asynchronous : c.Synchronous;
        throughput = AttentionPower.SmHertz(rates);
    }

    /// <summary>Prices a prompt's causal attention.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionPrefillOperator op, PricingContext context) => Price(
        new AttentionShape(
            op.Batch, op.Seq, (double)op.Prefix + op.Seq, op.Pairs, op.Window, op.Heads, op.KvHeads, op.HeadDim, op.HeadDim, true,
            op.Precision.Compute, op.Precision.Kv.BytesPerElement, true, c.PrefillCycles),
        context, op.Flops, OperatorFamily.AttentionPrefill);

    /// <summary>Prices an encoder's attention.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionEncoderOperator op, PricingContext context) => Price(
        new AttentionShape(
            op.Batch, op.Seq, op.Seq, (double)op.Seq * op.Seq, 0, op.Heads, op.Heads, op.HeadDim, op.HeadDim, false, op.Precision.Compute,
            op.Precision.Compute.BytesPerElement, false, c.EncoderCycles),
        context, op.Flops, OperatorFamily.AttentionPrefill);

    /// <summary>Prices a decoder's attention over an encoder's output.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(AttentionCrossOperator op, PricingContext context) => Price(
        new AttentionShape(
            op.Batch, op.Seq, op.Kv, (double)op.Seq * op.Kv, 0, op.Heads, op.Heads, op.HeadDim, op.HeadDim, false, op.Precision.Compute,
            op.Precision.Kv.BytesPerElement, false, c.EncoderCycles),
        context, op.Flops, OperatorFamily.AttentionPrefill);

    /// <summary>Prices a prompt's multi-head latent attention.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(MlaPrefillOperator op, PricingContext context)
    {
        var d = op.Dimensions;
        return Price(
            new AttentionShape(
                op.Batch, op.Seq, (double)op.Prefix + op.Seq, op.Pairs, 0, op.Heads, op.Heads, d.Nope + d.Rope, d.V, true, op.Precision.Compute,
                op.Precision.Compute.BytesPerElement, false, c.MlaPrefillCycles),
            context, op.Flops, OperatorFamily.Mla);
    }

    private KernelEstimate Price(in AttentionShape s, PricingContext context, double flops, OperatorFamily family)
    {
        var instruction = rates.InstructionFormat(s.Compute);
        var narrow = instruction.ElementBits <= 8;
        var fma = rates.MatrixFmaPerClock(s.Compute);
        var tensorCycles = (s.KeyDim + s.ValueDim) / (fma * (narrow ? pipeline.TensorEfficiencyFp8 : pipeline.TensorEfficiency));
        var softmaxCycles = pipeline.SoftmaxExponentials / rates.Gpu.Sm.SfuPerClock;
        var q = pipeline.OverlapExponent;
        var pairCycles = Math.Pow(Math.Pow(tensorCycles, q) + Math.Pow(softmaxCycles, q), 1 / q);

        var group = s.Heads / s.KvHeads;
        var best = double.PositiveInfinity;
        double bestBlocks = 0, bestPairs = 0;
        var bestTile = 0;
        var largest = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05 ? 4 : 3;
        for (var packed = 0; packed < 2; packed++)
        {
            for (var t = 0; t < largest; t++)
            {
                var rows = QueryTiles[t];
                var rowsPerQuery = packed == 1 ? group : 1;
                var queriesPerBlock = rows / rowsPerQuery;
                var tiles = Math.Ceiling(s.Queries / queriesPerBlock);
                var blocks = s.Sequences * (packed == 1 ? s.KvHeads : s.Heads) * tiles;
                var ceiling = Math.Ceiling(s.Keys / KeyTile) * KeyTile;
                var limit = s.Window > 0 ? Math.Min(ceiling, s.Window + queriesPerBlock + KeyTile) : ceiling;
                var slack = s.Causal ? (Math.Min(queriesPerBlock, s.Queries) + KeyTile) / 2 : KeyTile;
                var average = Math.Min(limit, s.PairsPerHead / s.Queries + slack);
                var longest = (rows * limit * pairCycles + pipeline.BlockCycles) / rates.TensorHz;
                var load = blocks * (rows * average * pairCycles + pipeline.BlockCycles) / throughput;
                var makespan = Math.Pow(Math.Pow(longest, c.MakespanExponent) + Math.Pow(load, c.MakespanExponent), 1 / c.MakespanExponent);
                if (makespan < best)
                {
                    (best, bestBlocks, bestTile, bestPairs) = (makespan, blocks, rows, blocks * rows * average);
                }
            }
        }

        var width = s.Sequences * s.Queries * s.Heads;
        var seen = s.Window > 0 ? Math.Min(s.Keys, s.Window + s.Queries) : s.Keys;
        var kv = s.Sequences * seen * s.KvHeads * (s.KeyDim + s.ValueDim) * s.KvBytes;
        var bytes = width * (s.KeyDim + s.ValueDim) * NumberFormats.Bf16.ElementBytes + kv;
        var hit = context.L2 == L2State.Cold ? 0 : L2Residency.Private(rates, bytes);
        var (near, far) = (bytes * hit / (rates.L2BytesPerSecond * c.L2Efficiency), bytes * (1 - hit) / (rates.L2BytesPerSecond * c.L2Efficiency));
        var memory = bytes * (1 - hit) / (rates.MemoryBytesPerSecond * c.PrefillMemoryEfficiency);
        var write = s.Caches ? s.Sequences * s.Queries * s.KvHeads * c.CacheWriteCycles / throughput : 0;
        var fixedSeconds = (s.FixedCycles + (narrow ? c.QuantiseCycles : 0)) / rates.ClockHz;
        var launch = fixedSeconds + (context.GraphLaunch ? c.GraphLaunchSeconds : 0);
        var unit = bestPairs / throughput;
        var resources = new ResourceTimes(
            Tensor: unit * tensorCycles,
            Sfu: unit * softmaxCycles,
            L2: near + far,
            Memory: memory,
            Latency: launch + pipeline.BlockCycles * bestBlocks / throughput);
        return new KernelEstimate(
            launch + best + near + Math.Max(memory, far) + write, resources, flops, bytes * (1 - hit), 0,
            new Tile(bestTile, (int)KeyTile, 1, bestBlocks, Math.Ceiling(bestBlocks / rates.Sms)), narrow ? 3 : 2, family);
    }
}
