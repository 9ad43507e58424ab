using Simulator.Timing.Attention;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Moe;

/// <summary>
/// Prices the routed experts of one rank: routing and permutation, two grouped products padded to tiles per expert, and the final reduction.
/// Equations: docs/timing-model.md.
/// </summary>
/// <param name="rates">The GPU.</param>
public sealed class MoeModel(GpuRates rates)
{
    private static readonly (int M, int N)[] Tiles =
        [(16, 64), (16, 128), (16, 256), (32, 64), (32, 128), (32, 256), (64, 64), (64, 128), (64, 256), (128, 64), (128, 128), (128, 256)];

    /// <summary>vLLM's default for more tokens than experts (fused_moe, get_default_config).</summary>
    private static readonly (int M, int N)[] DefaultTile = [(64, 64)];

    private readonly MoeCoefficients c = rates.Coefficients.Moe;

    /// <summary>Prices the operator.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances; a benchmark deals tokens to experts evenly, a step routes them at random.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(MoeOperator op, PricingContext context)
    {
        var p = op.Precision;
        var kernels = ExpertKernels.Of(op, rates, context.GraphLaunch);
        var load = context.L2 == L2State.Step || op.Skew > 0 ? Routing.Random(op) : Routing.Dealt(op);
        if (kernels.WholeTokens)
        {
            load = load with { Slots = Math.Max(load.Slots, load.Tokens * op.TopK) };
        }

        double matrices = kernels.Gated ? Math.Max(3, op.Matrices) : op.Matrices;
        double hidden = op.Hidden, inter = (double)op.Inter / op.Tp, tokens = op.Tokens, slots = tokens * op.TopK;
        var weightBytes = kernels.Emulated ? c.EmulatedBytes : p.WeightBytes;
        var weights = load.Active * hidden * inter * matrices * weightBytes;
        var hit = context.L2 == L2State.Warm ? L2Residency.Private(rates, weights) : 0;
        var memoryRate = rates.MemoryBytesPerSecond * c.MemoryEfficiency * (rates.Gpu.Memory.InBandEcc ? c.InBandEccEfficiency : 1);
        var fma = FmaPerClock(op, kernels);
        var upShare = (matrices - 1.0) / matrices;
        var memory = weights * (1 - hit) / memoryRate;
        var l2 = weights / rates.L2BytesPerSecond;
        var fed = Math.Max(memory, l2);
        double products = double.PositiveInfinity, tensor = 0;
        var tile = default(Tile);
        if (!kernels.Striped || kernels.WideTiles)
        {
            var (up, upTensor, upTile) = Grouped(op, kernels, load, fma, weightBytes, inter * (matrices - 1), hidden);
            var (down, downTensor, _) = Grouped(op, kernels, load, fma, weightBytes, hidden, inter);
            var exponent = kernels.Untuned ? 1 : c.OverlapExponent;
            products = Norm.Join(up, fed * upShare, exponent) + Norm.Join(down, fed * (1 - upShare), exponent);
            (tensor, tile) = (upTensor + downTensor, upTile);
        }

        if (kernels.Striped)
        {
            // Both products are alike: time goes with their weights.
            var widened = load.Active * hidden * inter * matrices;
            var perSecond = rates.Sms * rates.TensorHz;
            var rows = StripedProducts.PaddedRows(op, rates, load.SlotsPerActive);
            var multiplied = widened * rows / (StripedProducts.FmaPerClock(op, rates) * perSecond);
            var striped = Norm.Join(multiplied, Math.Max(fed, widened / (c.WideningPerClock * perSecond)), c.StripedOverlapExponent);
            if (striped < products)
            {
                (products, tensor, tile) = (striped, multiplied, new Tile((int)Math.Min(rows, 64), 256, 1, load.Active, 1));
            }
        }

        // Permuted rows in the product's format, results and their sum in the output's; the rows of other ranks' slots where the stack carries them.
        var idle = kernels.AllSlots ? Math.Max(0, slots - load.Slots) : 0;
        var idleColumns = (c.IdleHiddenPasses * hidden) + ((c.IdleInterPasses + (p.QuantisesActivations ? c.IdleQuantisePasses : 0)) * inter);
        var result = p.Output.BytesPerElement;
        var perSlot = (kernels.Fused ? p.ActivationBytes : 2 * (p.ActivationBytes + result)) + (2 * result);
        var traffic = (load.Slots * c.SlotPasses * hidden * perSlot) + (((idle * idleColumns) + (tokens * c.TokenPasses * hidden)) * result);
        var set = (((load.Slots + idle) * (hidden + (matrices * inter))) + (tokens * hidden)) * p.Output.BytesPerElement;
        var miss = context.L2 == L2State.Cold ? 1 : 1 - L2Residency.Private(rates, set);
        var trafficMemory = traffic * miss / (rates.MemoryBytesPerSecond * c.TokenMemoryEfficiency);
        var moving = Math.Max(trafficMemory, traffic * miss / rates.L2BytesPerSecond) + (traffic * (1 - miss) / rates.L2BytesPerSecond);

        var routing = slots * (kernels.WeightOnly ? c.UnfilteredSlotCycles : c.SlotCycles) / rates.ClockHz;
        var launches = kernels.Count + (c.RoutingKernels * tokens / (tokens + c.RoutingTokens));
        var launch = launches * ((c.KernelCycles / rates.ClockHz) + c.KernelSeconds);
        var resources = new ResourceTimes(Tensor: tensor, L2: l2, Memory: memory + trafficMemory, Latency: launch + routing);
        return new KernelEstimate(
            products + moving + routing + launch, resources, op.Flops, (weights * (1 - hit)) + (traffic * miss), 0, tile, (int)Math.Ceiling(launches));
    }

    private double FmaPerClock(MoeOperator op, ExpertKernels kernels)
    {
        var p = op.Precision;
        var fma = rates.MatrixFmaPerClock(p.Compute) * (rates.Async ? c.AsynchronousTensorEfficiency : c.TensorEfficiency);
        return fma * (kernels.Emulated ? c.EmulatedEfficiency
            : kernels.WeightOnly ? rates.Async && !kernels.WideTiles ? c.WideningEfficiency : 1
            : p.ActivationBlock > 0 ? c.BlockwiseEfficiency
            : rates.InstructionFormat(p.Compute).ElementBits == 8 ? c.NarrowEfficiency : 1);
    }

    private (double Seconds, double Tensor, Tile Tile) Grouped(
        MoeOperator op, ExpertKernels kernels, ExpertLoad load, double fma, double weightBytes, double columns, double k)
    {
        var best = double.PositiveInfinity;
        var tensor = 0.0;
        var chosen = default(Tile);
        foreach (var (m, n) in kernels.Untuned ? DefaultTile : Tiles)
        {
            if (kernels.WideTiles && n < 256)
            {
                continue;
            }

            var blocks = load.Active * Math.Ceiling(load.SlotsPerActive / m) * Math.Ceiling(columns / n);
            var matrix = m * n / fma;
            var feed = rates.Async
                ? kernels.WideTiles ? n / c.TileWideningPerClock : 0
                : ((n * weightBytes) + (m * op.Precision.ActivationBytes)) / c.FeedBytesPerClock;
            var waves = Math.Max(1, blocks / rates.Sms);

            // Blocks of a small tile share an SM two by two, and one starts while the other multiplies.
            var start = kernels.Untuned ? c.TileCycles / 2 : c.TileCycles;
            var seconds = waves * ((k * Math.Max(matrix, feed)) + start) / rates.TensorHz;
            if (seconds < best)
            {
                best = seconds;
                tensor = waves * k * matrix / rates.TensorHz;
                chosen = new Tile(m, n, 1, blocks, Math.Ceiling(blocks / rates.Sms));
            }
        }

        return (best, tensor, chosen);
    }
}
