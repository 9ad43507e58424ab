using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Stacks;

/// <summary>
/// Mamba-2 layers of this project's kernels. Processors: vectors of channels in the convolution of a prompt, a channel at a time in that of one token, tile
/// products over chunks in a scan, rows of the state in an update. ILGPU: a thread per channel and token; a scan goes token by token, a warp per row of the
/// state.
/// </summary>
/// <param name="rates">The stack on the device.</param>
internal sealed class StackRecurrent(StackRates rates)
{
    private const double StateBytes = 4;
    private const double TokensOfBlock = 64;
    private const double GroupThreads = 128;
    private const double RowsOfGroup = 4;
    private const double ShuffleCycles = 5 * 23;

    // An update multiplies three times per element, with a load for each: a dot product has two loads for each.
    private const double UpdateFlops = 3;

    /// <summary>Prices a kernel of a layer.</summary>
    /// <param name="op">The kernel.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(Mamba2Operator op, PricingContext context) => op.Stage switch
    {
        RecurrentStage.ConvPrefill => Convolution(op, context),
        RecurrentStage.ConvDecode => ConvolutionStep(op, context),
        RecurrentStage.ScanPrefill => rates.IsProcessor ? Scan(op, context) : TokenByToken(op, op.Seq, context),
        _ => rates.IsProcessor ? Update(op, context) : TokenByToken(op, 1, context),
    };

    private double Gate => rates.C.SoftmaxExponentials / rates.Device.Gpu.Sm.SfuPerClock;

    private KernelEstimate Convolution(Mamba2Operator op, PricingContext context)
    {
        // Each tap loads its weight and its row; then the sum is stored, and the gate loads and stores it. Blocks first lay out the taps one by one.
        double elements = (double)op.Batch * op.Seq * op.ConvChannels, loops = rates.VectorCycles(elements * ((2 * op.DConv) + 3));
        var taps = rates.IsProcessor ? elements / TokensOfBlock * op.DConv * rates.C.ScalarCycles : 0;
        return Elementwise(op, elements, loops + taps + (2 * elements * rates.C.PackCycles), elements, 2 * elements * op.Format.ElementBytes, context);
    }

    private KernelEstimate ConvolutionStep(Mamba2Operator op, PricingContext context)
    {
        double channels = (double)op.Batch * op.ConvChannels, moved = 2 * channels * (op.DConv + 1);
        var loops = rates.IsProcessor ? channels * op.DConv * rates.C.ScalarCycles : rates.VectorCycles(channels * 4 * op.DConv);
        var converted = moved * rates.C.PackCycles;
        return Elementwise(op, channels, loops + converted, channels * op.Format.ElementBytes, moved * op.Format.ElementBytes, context);
    }

    private KernelEstimate Elementwise(Mamba2Operator op, double gates, double vector, double stored, double bytes, PricingContext context)
    {
        var special = gates * Gate;
        return rates.Estimate(
            (vector + special) / rates.Device.Sms, bytes, stored, op.Flops,
            new ResourceTimes(Vector: vector / rates.Throughput, Sfu: special / rates.Throughput), default, context, turns: rates.IsProcessor);
    }

    private KernelEstimate Scan(Mamba2Operator op, PricingContext context)
    {
        double heads = (double)op.Batch * op.Heads, chunk = Math.Min(op.Chunk, op.Seq), chunks = Math.Ceiling(op.Seq / chunk);
        double work = 0, products = 0, exponentials = 0, groups = 0;
        for (var first = 0.0; first < op.Seq; first += chunk)
        {
            var count = Math.Min(chunk, op.Seq - first);
            var (cycles, tiles, pairs) = Chunk(op, count, first > 0);
            work += cycles;
            products += tiles;
            exponentials += pairs;
            groups += Shared(op, count);
        }

        var part = work + products + (exponentials * Gate) + (op.HeadDim * rates.C.RowCycles) + rates.C.BlockCycles;
        var shared = op.Batch * op.Groups * groups;
        double inner = heads * op.Seq * op.HeadDim * op.Format.ElementBytes, between = 2.0 * op.Batch * op.Seq * op.Groups * op.DState;
        var written = inner + (heads * op.HeadDim * op.DState * op.StateFormat.BytesPerElement);
        var bytes = inner + written + (between * op.Format.ElementBytes) + (2 * (between + (op.Batch * (double)op.Groups * op.Seq * chunk)) * StateBytes);
        var busiest = Math.Ceiling(heads / rates.Device.Sms) * part;
        return rates.Estimate(
            Math.Max(busiest, heads * part / rates.Device.Sms) + (shared / rates.Device.Sms), bytes, written, op.Flops,
            new ResourceTimes(Tensor: heads * products / rates.Throughput, Sfu: heads * exponentials * Gate / rates.Throughput),
            new Tile((int)rates.TileRows, (int)rates.TileColumns, 1, heads * chunks, Math.Ceiling(heads / rates.Device.Sms)), context,
            loops: 2, sleepSeconds: rates.SleepSeconds(part));
    }

    /// <summary>One chunk of one head: loops besides products, products, and exponentials.</summary>
    private (double Cycles, double Products, double Pairs) Chunk(Mamba2Operator op, double count, bool later)
    {
        double pairs = count * (count + 1) / 2, rows = StackRates.Up(count, rates.TileRows), width = StackRates.Up(op.HeadDim, rates.TileColumns);

        // (C·Bᵀ ∘ decay)·x below the diagonal; C·h; the state's gain. Weights of the first are decayed, those of the last stored, one by one.
        var within = rates.TileCycles(rows * width * (count + rates.TileRows) / 2);
        var before = later ? rates.TileCycles(rows * width * op.DState) : 0;
        var advance = rates.TileCycles(StackRates.Up(op.HeadDim, rates.TileRows) * StackRates.Up(op.DState, rates.TileColumns) * count);
        var scalars = (pairs + (count * op.HeadDim)) * rates.C.ScalarCycles;
        var transposed = later ? width * op.DState * rates.C.TransposeCycles : 0;
        var rowLoops = count * ((2 * op.HeadDim * rates.C.PackCycles) + rates.VectorCycles(op.HeadDim * 6) + (4 * rates.C.RowCycles));
        return (scalars + transposed + rowLoops, within + before + advance, pairs);
    }

    /// <summary>What a group's heads share in one chunk: C·Bᵀ, B transposed for it, C and B packed.</summary>
    private double Shared(Mamba2Operator op, double count) =>
        rates.TileCycles(StackRates.Up(count, rates.TileRows) * StackRates.Up(count, rates.TileColumns) / 2 * op.DState)
        + (count * op.DState * ((3 * rates.PackCycles(op.Format)) + rates.C.TransposeCycles)) + (3 * count * rates.C.RowCycles) + rates.C.BlockCycles;

    private KernelEstimate Update(Mamba2Operator op, PricingContext context)
    {
        double heads = (double)op.Batch * op.Heads, rows = heads * op.HeadDim, elements = rows * op.DState;
        var vector = (elements * UpdateFlops / (2 * rates.Lanes * rates.C.DotEfficiency)) + (rows * rates.C.RowCycles) + (heads * 5 * rates.C.RowCycles);
        var converted = op.StateFormat.ElementBits < 32 ? 2 * elements * rates.C.PackCycles : 0;

        // The state is overwritten where it was read: its lines come once, and go back while others come.
        var stored = elements * op.StateFormat.BytesPerElement;
        var bytes = stored + (2 * rows * op.Format.ElementBytes) + (2 * heads * op.DState * op.Format.ElementBytes);
        var cycles = vector + converted;
        return rates.Estimate(
            cycles / rates.Device.Sms, bytes, stored, op.Flops, new ResourceTimes(Vector: cycles / rates.Throughput), default, context);
    }

    private KernelEstimate TokenByToken(Mamba2Operator op, double tokens, PricingContext context)
    {
        // A token's loads, its sum over the lanes and its store follow each other: residency hides that behind other warps, and nothing else does.
        double rows = (double)op.Batch * op.Heads * op.HeadDim, elements = rows * op.DState, groups = Math.Ceiling(rows / RowsOfGroup);
        var sm = rates.Device.Gpu.Sm;
        var resident = rates.Device.Sms * Math.Max(1, Math.Min(sm.MaxBlocks, Math.Floor(sm.MaxThreads / GroupThreads)));
        var vector = tokens * elements * UpdateFlops / (2 * rates.Lanes * rates.C.DotEfficiency);
        var chain = tokens * ((rates.Device.Gpu.L2.LatencySeconds * rates.Device.ClockHz) + ShuffleCycles) * Math.Ceiling(groups / resident);
        double inner = rows * tokens * op.Format.ElementBytes, states = elements * op.StateFormat.BytesPerElement;
        var shared = 2.0 * op.Batch * tokens * op.Groups * op.DState * op.Format.ElementBytes;
        var bytes = (2 * inner) + shared + (states * (op.Stage == RecurrentStage.ScanDecode ? 2 : 1));
        return rates.Estimate(
            Math.Max(chain, vector / rates.Device.Sms) + rates.C.BlockCycles, bytes, inner + states, op.Flops,
            new ResourceTimes(Vector: vector / rates.Throughput, Sfu: rows * tokens / sm.SfuPerClock / rates.Throughput), default, context);
    }
}
