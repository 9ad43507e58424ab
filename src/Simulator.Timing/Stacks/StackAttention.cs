using Simulator.Hardware.Formats;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Stacks;

/// <summary>
/// Attention of this project's kernels. Prompts: blocks of queries (96 on processors, which pack keys and values first; 32 with ILGPU) go through the keys
/// that they see, keeping a running softmax. One token: the cache of each sequence and key head is split into parts, each read once for all heads of its
/// group.
/// </summary>
/// <param name="rates">The stack on the device.</param>
internal sealed class StackAttention(StackRates rates)
{
    private const int ProcessorRows = 96;
    private const int GpuRows = 32;
    private const int KeysAtOnce = 256;
    private const double PackedBytes = 4;

    // A query is read, scaled and copied, its result scaled and written. For every 256 keys: the mask, the largest score and the sum of the exponentials, each
    // a call and a sum across the vector, the exponential of the shift, the result scaled, and both loops' ends mispredicted.
    private const double CallsPerQuery = 5;
    private const double CallsPerSoftmax = 8;

    private double Lanes => rates.Lanes;

    /// <summary>Prices the attention of a prompt.</summary>
    public KernelEstimate Estimate(AttentionPrefillOperator op, PricingContext context)
    {
        double rows = Rows, blocks = Math.Ceiling(op.Seq / rows), pairs = 0, longest = 0;
        for (var block = 0.0; block < blocks; block++)
        {
            double first = block * rows, last = Math.Min(op.Seq, first + rows);
            var keys = op.Prefix + last - (op.Window > 0 ? Math.Max(0, op.Prefix + first + 1 - op.Window) : 0);
            var computed = Computed(last - first, keys);
            pairs += computed;
            longest = Math.Max(longest, computed);
        }

        return Prompt(
            op.Batch, op.Seq, op.Prefix + (double)op.Seq, op.Heads, op.KvHeads, op.HeadDim, op.Precision.Kv, pairs, longest, op.Pairs, op.Flops, context);
    }

    /// <summary>Prices an encoder's attention.</summary>
    public KernelEstimate Estimate(AttentionEncoderOperator op, PricingContext context) => Prompt(
        op.Batch, op.Seq, op.Seq, op.Heads, op.Heads, op.HeadDim, op.Precision.Kv, All(op.Seq, op.Seq), Computed(Math.Min(Rows, op.Seq), op.Seq),
        (double)op.Seq * op.Seq, op.Flops, context);

    /// <summary>Prices attention to another sequence.</summary>
    public KernelEstimate Estimate(AttentionCrossOperator op, PricingContext context) => Prompt(
        op.Batch, op.Seq, op.Kv, op.Heads, op.Heads, op.HeadDim, op.Precision.Kv, All(op.Seq, op.Kv), Computed(Math.Min(Rows, op.Seq), op.Kv),
        (double)op.Seq * op.Kv, op.Flops, context);

    /// <summary>Prices the attention of one token.</summary>
    public KernelEstimate Estimate(AttentionDecodeOperator op, PricingContext context)
    {
        double units = (double)op.Batch * op.KvHeads, group = (double)op.Heads / op.KvHeads, tokens = units * op.VisibleTokens;
        var read = tokens * 2 * ((op.HeadDim * rates.PackCycles(op.Precision.Kv)) + rates.C.RowCycles);
        var products = tokens * group * 2 * op.HeadDim / (Lanes * rates.C.DotEfficiency);
        var softmax = tokens * group * rates.C.SoftmaxExponentials / rates.Device.Gpu.Sm.SfuPerClock;
        var bytes = (tokens * 2 * op.HeadDim * op.Precision.Kv.BytesPerElement) + (units * group * 2 * op.HeadDim * NumberFormats.Bf16.BytesPerElement);
        var cycles = (read + products + softmax + (tokens * group * rates.C.RowCycles) + (units * group * rates.C.BlockCycles)) / rates.Device.Sms;
        return rates.Estimate(
            cycles, bytes, 0, op.Flops, new ResourceTimes(Vector: Seconds(products), Sfu: Seconds(softmax)), new Tile(1, 64, 1, units, 1), context,
            loops: ProcessorLoops);
    }

    private int ProcessorLoops => rates.IsProcessor ? 2 : 1;

    private double Rows => rates.IsProcessor ? ProcessorRows : GpuRows;

    /// <summary>Pairs of queries and keys that tiles compute for one block: whole tiles on processors.</summary>
    private double Computed(double queries, double keys) =>
        rates.IsProcessor ? StackRates.Up(queries, rates.TileRows) * StackRates.Up(keys, rates.TileColumns) : queries * keys;

    private double All(double queries, double keys)
    {
        var whole = Math.Floor(queries / Rows);
        return (whole * Computed(Rows, keys)) + Computed(queries - (whole * Rows), keys);
    }

    private KernelEstimate Prompt(
        double batch, double queries, double keys, double heads, double kvHeads, double width, NumberFormat kv, double pairs, double longest, double seen,
        double flops, PricingContext context)
    {
        double lanes = rates.IsProcessor ? rates.TileColumns : 1, padded = StackRates.Up(width, lanes), workers = rates.Device.Sms;
        var blocks = batch * heads * Math.Ceiling(queries / Rows);
        var product = (width + padded) / (Lanes * rates.C.ProductEfficiency);
        var softmax = rates.C.SoftmaxExponentials / rates.Device.Gpu.Sm.SfuPerClock;
        double operands = batch * queries * heads * width, cache = batch * keys * kvHeads * width, packed = rates.IsProcessor ? 2 * cache * PackedBytes : 0;

        // Keys are read by rows, values by rows of a panel. Scores of 256 keys are cleared at a time, those of keys that a query does not see one by one.
        var times = Math.Max(1, pairs / queries / KeysAtOnce);
        var calls = (cache * ((1 / width) + (1 / lanes))) + (batch * heads * queries * (CallsPerQuery + (CallsPerSoftmax * times)));
        var cleared = queries * times * KeysAtOnce * PackedBytes / rates.Device.Gpu.Sm.SharedMemoryBytesPerClock;
        var masks = rates.IsProcessor ? batch * heads * ((Math.Max(0, pairs - seen) * rates.C.ScalarCycles) + cleared) : 0;
        var packing = (cache * ((2 * rates.PackCycles(kv)) + rates.C.TransposeCycles)) + (2 * operands * rates.C.PackCycles);
        var elements = masks + packing + (rates.C.RowCycles * calls);

        // Products cover the blocks' corners beyond the mask; the softmax looks at what is seen alone.
        var all = batch * heads * ((pairs * product) + (seen * softmax));
        var lone = (longest * product) + (Math.Min(longest, seen) * softmax) + rates.C.BlockCycles;
        var cycles = Math.Max(lone, ((all + elements) / workers) + (blocks * rates.C.BlockCycles / workers));
        var output = operands * NumberFormats.Bf16.BytesPerElement;
        var bytes = (2 * output) + (2 * cache * kv.BytesPerElement) + (2 * packed);
        var resources = new ResourceTimes(Vector: Seconds(batch * heads * pairs * product), Sfu: Seconds(batch * heads * seen * softmax));
        return rates.Estimate(
            cycles, bytes, output + packed, flops, resources,
            new Tile((int)Rows, KeysAtOnce, 1, blocks, Math.Ceiling(blocks / workers)), context,
            loops: ProcessorLoops, sleepSeconds: rates.SleepSeconds(longest * product));
    }

    private double Seconds(double cycles) => cycles / rates.Throughput;
}
