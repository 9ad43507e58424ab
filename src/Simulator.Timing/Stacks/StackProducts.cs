using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Stacks;

/// <summary>
/// Matrix products of this project's kernels. On processors, workers pack B and compute blocks of up to 96 × 512 over the whole reduction, packing A as they
/// go; up to 16 rows take dot products with unpacked weights. ILGPU's kernels compute tiles of 128 × 128.
/// </summary>
/// <param name="rates">The stack on the device.</param>
internal sealed class StackProducts(StackRates rates)
{
    private const int GpuTile = 128;
    private const int TilesDown = 8;
    private const int WidestBlock = 512;
    private const int BlocksPerWorker = 4;
    private const int FewRows = 16;
    private const int RowsAtOnce = 4;
    private const double LoadsPerClock = 2;
    private const double PackedBytes = 4;
    private const int ProcessorLoops = 2;

    /// <summary>Prices a product.</summary>
    /// <param name="op">The product.</param>
    /// <param name="context">The circumstances.</param>
    /// <returns>The estimate.</returns>
    public KernelEstimate Estimate(GemmOperator op, PricingContext context)
    {
        var p = op.Precision;
        double batch = op.Batch, m = op.M, n = op.N, k = op.K;
        var output = batch * m * n * p.Output.ElementBytes;
        var bytes = batch * ((m * k * p.ActivationBytes) + (n * k * p.WeightBytes)) + output;
        if (rates.IsProcessor && op.M > FewRows)
        {
            // Packed weights are written and read again; rows of blocks after the first find their panels prefetched.
            bytes += 2 * batch * n * k * PackedBytes;
        }

        var quantise = p.QuantisesActivations && !op.QuantisedInput ? batch * m * k * rates.QuantiseCycles(p.Activation) / rates.Device.Sms : 0;
        var (cycles, products, part, tile) = !rates.IsProcessor ? Tiled(op) : op.M <= FewRows ? Dots(op) : Blocked(op);
        return rates.Estimate(cycles + quantise, bytes, output, op.Flops, new ResourceTimes(Tensor: products / rates.Device.ClockHz), tile, context,
            loops: rates.IsProcessor && op.M > FewRows ? ProcessorLoops : 1, sleepSeconds: rates.SleepSeconds(part));
    }

    private double BlockRows => TilesDown * rates.TileRows;

    private (double Cycles, double Products, double Part, Tile Tile) Tiled(GemmOperator op)
    {
        double rows = Math.Ceiling(op.M / (double)GpuTile), columns = Math.Ceiling(op.N / (double)GpuTile), blocks = op.Batch * rows * columns;
        var waves = Math.Ceiling(blocks / rates.Device.Sms);
        var products = waves * GpuTile * GpuTile * op.K / (rates.ProductRate(op.Precision.Compute) * rates.C.ProductEfficiency);
        return (products + (waves * rates.C.BlockCycles), products, 0, new Tile(GpuTile, GpuTile, 1, blocks, waves));
    }

    private (double Cycles, double Products, double Part, Tile Tile) Blocked(GemmOperator op)
    {
        double lanes = rates.TileColumns, tileRows = rates.TileRows, workers = rates.Device.Sms;
        var rows = Math.Min(BlockRows, StackRates.Up(op.M, tileRows));
        var columns = Math.Min(WidestBlock, StackRates.Up(op.N, lanes));
        while (columns > 2 * lanes && Math.Ceiling(op.M / rows) * Math.Ceiling(op.N / columns) < BlocksPerWorker * workers)
        {
            columns = StackRates.Up(columns / 2, lanes);
        }

        var blocks = op.Batch * Math.Ceiling(op.M / rows) * Math.Ceiling(op.N / columns);
        var products = rates.TileCycles(op.Batch * StackRates.Up(op.M, tileRows) * StackRates.Up(op.N, lanes) * op.K);
        var packA = op.Batch * (double)op.M * op.K * Math.Ceiling(op.N / columns) * rates.PackCycles(op.Precision.Activation);
        var packB = op.Batch * (double)op.N * op.K * (rates.PackCycles(op.Precision.Weight) + rates.C.TransposeCycles);
        var work = products + packA + (blocks * rates.C.BlockCycles);

        // Blocks are taken one by one as workers come free: on average half of a whole block passes between the first that finds none left and the last.
        var whole = rates.TileCycles(rows * Math.Min(columns, StackRates.Up(op.N, lanes)) * op.K);
        var load = Math.Max(whole, (work / workers) + (whole / 2 * (workers - 1) / workers));
        return (load + (packB / workers), products / workers, whole, new Tile((int)rows, (int)columns, 1, blocks, Math.Ceiling(blocks / workers)));
    }

    private (double Cycles, double Products, double Part, Tile Tile) Dots(GemmOperator op)
    {
        // Each vector of weights meets four rows: a load per row beside the weights' own. More rows than four do not stay in the nearest cache.
        double vector = rates.VectorLanes, elements = op.Batch * (double)op.N * op.K;
        var loads = Math.Ceiling(op.M / (double)RowsAtOnce) * (RowsAtOnce + 1) / LoadsPerClock;
        var fetched = op.M > RowsAtOnce ? op.M * vector * PackedBytes / rates.Device.Gpu.Sm.SharedMemoryBytesPerClock : 0;
        var products = elements / vector * Math.Max(loads, fetched);
        var cycles = products + (elements * rates.PackCycles(op.Precision.Weight)) + (op.Batch * (double)op.N * (1 + op.M) * rates.C.RowCycles);
        return (cycles / rates.Device.Sms, products / rates.Device.Sms, 0, new Tile(op.M, 1, 1, op.N, 1));
    }

}
