using Simulator.Timing.Estimates;
using Simulator.Timing.Moe;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Stacks;

/// <summary>
/// Routed experts of this project's kernels for processors: choosing and sorting, slots gathered by expert, a grouped product up, the gate, a grouped product
/// down, and the weighted sum per token. A part of a grouped product is 64 features of one expert: it packs their weights for tiles of rows, or takes dot
/// products with each row where the expert has up to 8. Activations are not quantised.
/// </summary>
/// <param name="rates">The stack on the device.</param>
internal sealed class StackExperts(StackRates rates)
{
    private const double FewRows = 8;
    private const double Features = 64;
    private const double FloatBytes = 4;
    private const int Loops = 6;

    /// <summary>Prices the operator.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(MoeOperator op, PricingContext context)
    {
        var load = Routing.Random(op);
        double hidden = op.Hidden, inter = Math.Max(1, Math.Floor((double)op.Inter / op.Tp)), width = op.Matrices == 3 ? 2 * inter : inter;
        double experts = Math.Max(1, op.Experts / op.Ep), slots = (double)op.Tokens * op.TopK / op.Ep, each = slots / experts;

        // Slots of an expert scatter around their mean as draws do: three points with the mean and the variance of a Poisson distribution.
        var spread = Math.Sqrt(3 * each);
        var weights = hidden * (width + inter);
        var products = experts * weights * ((Products(Math.Max(0, each - spread)) + Products(each + spread) + (4 * Products(each))) / 6);
        var packing = experts * weights * ((Packing(op, Math.Max(0, each - spread)) + Packing(op, each + spread) + (4 * Packing(op, each))) / 6);
        var read = load.Active * (width + hidden) * rates.C.RowCycles;
        var parts = experts * (Math.Ceiling(width / Features) + Math.Ceiling(hidden / Features));
        var routing = (double)op.Tokens * (op.Experts + op.TopK) * rates.C.ScalarCycles;
        var gathered = slots * ((hidden * rates.C.PackCycles) + rates.VectorCycles((3 * inter) + (3 * hidden)) + (3 * rates.C.RowCycles));
        var special = slots * inter * rates.C.SoftmaxExponentials / rates.Device.Gpu.Sm.SfuPerClock;
        var work = products + packing + read + routing + gathered + special + (parts * rates.C.BlockCycles);
        double rows = slots * FloatBytes, outer = op.Tokens * hidden * op.Precision.Output.ElementBytes;
        var bytes = (load.Active * weights * op.Precision.WeightBytes) + (2 * rows * (hidden + width)) + (2 * rows * hidden) + (2 * outer);
        var part = (products + packing) / parts;
        return rates.Estimate(
            (work + (part / 2 * (rates.Device.Sms - 1))) / rates.Device.Sms, bytes, (rows * (width + (2 * hidden))) + outer, op.Flops,
            new ResourceTimes(Tensor: products / rates.Throughput, Sfu: special / rates.Throughput, Vector: (packing + gathered) / rates.Throughput),
            new Tile((int)rates.TileRows, (int)rates.TileColumns, 1, parts, Math.Ceiling(parts / rates.Device.Sms)), context,
            loops: Loops, sleepSeconds: 2 * rates.SleepSeconds(part));
    }

    /// <summary>Cycles of multiply-adds per weight of an expert.</summary>
    private double Products(double rows) => rows > FewRows
        ? rates.TileCycles(StackRates.Up(rows, rates.TileRows))
        : rows / (rates.Lanes * rates.C.DotEfficiency);

    /// <summary>Cycles of bringing a weight and the rows that it meets into place: each row's elements once per 64 features.</summary>
    private double Packing(MoeOperator op, double rows) => Math.Min(1, rows)
        * (rates.PackCycles(op.Precision.Weight) + (rows > FewRows ? rates.C.TransposeCycles + (rows / Features * rates.C.PackCycles) : 0));
}
