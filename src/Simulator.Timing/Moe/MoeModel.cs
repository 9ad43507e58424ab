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

    private readonly MoeCoefficients c = rates.Coefficients.Moe;

    /// <summary>Prices the operator.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances; a benchmark deals tokens to experts evenly, a step routes them at random.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(MoeOperator op, PricingContext context)
    {
        var p = op.Precision;
        var load = context.L2 == L2State.Step || op.Skew > 0 ? Routing.Random(op) : Routing.Dealt(op);
        double hidden = op.Hidden, inter = (double)op.Inter / op.Tp;
        var upColumns = inter * (op.Matrices - 1);
        var weights = load.Active * hidden * inter * op.Matrices * p.WeightBytes;
        var hit = context.L2 == L2State.Warm ? L2Residency.Private(rates, weights) : 0;
        var memoryRate = rates.MemoryBytesPerSecond * c.MemoryEfficiency * (rates.Gpu.Memory.InBandEcc ? c.InBandEccEfficiency : 1);
        var (up, upTensor, upTile) = Grouped(op, load, upColumns, hidden);
        var (down, downTensor, _) = Grouped(op, load, hidden, inter);
        var upShare = (op.Matrices - 1.0) / op.Matrices;
        var memory = weights * (1 - hit) / memoryRate;
        var l2 = weights / rates.L2BytesPerSecond;
        var products = Joined(up, Math.Max(memory, l2) * upShare) + Joined(down, Math.Max(memory, l2) * (1 - upShare));

        var tokenBytes = load.Slots * (4 * hidden + op.Matrices * inter) * p.Output.ElementBytes;
        var tokenMiss = context.L2 == L2State.Cold ? 1 : 1 - L2Residency.Private(rates, tokenBytes);
        var tokenMemory = tokenBytes * tokenMiss / (rates.MemoryBytesPerSecond * c.TokenMemoryEfficiency);
        var tokens = Math.Max(tokenMemory, tokenBytes * tokenMiss / rates.L2BytesPerSecond) + tokenBytes * (1 - tokenMiss) / rates.L2BytesPerSecond;
        var routing = (double)op.Tokens * op.Experts * c.RoutingCycles / (rates.Sms * rates.ClockHz) + load.Slots * c.SlotSeconds;
        var kernels = p.QuantisesActivations ? 8 : 6;
        var launch = kernels * c.KernelCycles / rates.ClockHz;
        var resources = new ResourceTimes(
            Tensor: upTensor + downTensor,
            L2: l2,
            Memory: memory + tokenMemory,
            Latency: launch + routing);
        return new KernelEstimate(
            products + tokens + routing + launch, resources, op.Flops, weights * (1 - hit) + tokenBytes * tokenMiss, 0, upTile, kernels,
            OperatorFamily.Moe);
    }

    private double Joined(double compute, double memory) =>
        Math.Pow(Math.Pow(compute, c.OverlapExponent) + Math.Pow(memory, c.OverlapExponent), 1 / c.OverlapExponent);

    private (double Seconds, double Tensor, Tile Tile) Grouped(MoeOperator op, ExpertLoad load, double columns, double k)
    {
        var instruction = rates.InstructionFormat(op.Precision.Compute);
        var fma = rates.MatrixFmaPerClock(op.Precision.Compute);
        var widened = op.Precision.Weight.ElementBits < instruction.ElementBits && op.Precision.Weight.ElementBits <= 4;
        fma *= c.TensorEfficiency * (widened ? c.WideningEfficiency : 1);
        var best = double.PositiveInfinity;
        var tensor = 0.0;
        var chosen = default(Tile);
        foreach (var (m, n) in Tiles)
        {
            var blocks = load.Active * Math.Ceiling(load.SlotsPerActive / m) * Math.Ceiling(columns / n);
            var cycles = m * n * k / fma;
            var waves = Math.Max(1, blocks / rates.Sms);
            var seconds = waves * (cycles + c.TileCycles) / rates.TensorHz;
            if (seconds < best)
            {
                best = seconds;
                tensor = waves * cycles / rates.TensorHz;
                chosen = new Tile(m, n, 1, blocks, Math.Ceiling(blocks / rates.Sms));
            }
        }

        return (best, tensor, chosen);
    }
}
