using Simulator.Hardware.Gpus;
using Simulator.Timing.Gpus;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Moe;

/// <summary>
/// Grouped products of 16-bit activations and narrower weights as Marlin computes them: weights are widened in registers for mma.sync, and stripes of tiles
/// are spread evenly over the SMs, so that there are no waves. The rows of a tile follow from the tokens per held expert.
/// </summary>
internal static class StripedProducts
{
    /// <summary>What mma.sync reaches of the matrix rate of parts with asynchronous instructions: microbenchmarks of Hopper see 0.63.</summary>
    private const double SynchronousShare = 0.63;

    /// <summary>Fill of its rows above which Marlin takes the next taller tile (vLLM, fused_marlin_moe).</summary>
    private const double Fill = 0.9;

    private static readonly double[] Rows = [8, 16, 32, 48, 64];

    /// <summary>
    /// Rows of an active expert with their padding. The tile is picked for all tokens of the group over the experts that the rank holds, also where most
    /// of their slots are other ranks' (tcgen05 parts have kernels that pick by their own); a load above it takes the taller tile that pads least.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <param name="slotsPerActive">Slots of an active expert.</param>
    /// <returns>Rows computed.</returns>
    public static double PaddedRows(MoeOperator op, GpuRates rates, double slotsPerActive)
    {
        var filled = rates.Gpu.Tensor.Generation == MmaGeneration.Tcgen05 ? 0 : (double)op.Tokens * op.TopK * op.Ep / op.Experts;
        var best = double.PositiveInfinity;
        foreach (var rows in Rows)
        {
            if (filled < Fill * rows || rows == Rows[^1])
            {
                best = Math.Min(best, rows * Math.Ceiling(slotsPerActive / rows));
            }
        }

        return best;
    }

    /// <summary>Multiply-adds per SM and tensor clock of the instructions.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="rates">The GPU.</param>
    /// <returns>Multiply-adds per SM and clock.</returns>
    public static double FmaPerClock(MoeOperator op, GpuRates rates) =>
        rates.MatrixFmaPerClock(op.Precision.Compute) * (rates.Async ? SynchronousShare : 1) * rates.Coefficients.Moe.StripedEfficiency;
}
