namespace Simulator.Timing.Gemm;

/// <summary>A candidate output tile with the cycles that one step along k costs an SM on each resource.</summary>
/// <param name="M">Rows per thread block.</param>
/// <param name="N">Columns per thread block.</param>
/// <param name="TensorCycles">Cycles of the matrix instructions of one step, without a limit on power.</param>
/// <param name="SharedMemoryCycles">Cycles of shared-memory reads of one step.</param>
/// <param name="ChainClocks">Round trips of one step over those in flight, times the clock: with a latency in seconds, the cycles that it alone would need.</param>
/// <param name="L2Cycles">Cycles of operand reads from L2 of one step, all SMs reading.</param>
/// <param name="StoreCycles">Cycles to start the tile and to store it, alone on the chip.</param>
/// <param name="SharedStoreCycles">Cycles to store it at the SM's share of the L2, all SMs storing.</param>
/// <param name="WaveRows">Tiles along m of the most square wave that fills the chip.</param>
/// <param name="MostRows">Rows of the product up to which libraries use the tile; infinite for most.</param>
internal readonly record struct GemmTile(
    int M, int N, double TensorCycles, double SharedMemoryCycles, double ChainClocks, double L2Cycles,
    double StoreCycles, double SharedStoreCycles, double WaveRows, double MostRows)
{
    /// <summary>Cycles of one step that depend neither on how many SMs are at work nor on latency.</summary>
    public double OwnCycles { get; } = Math.Max(TensorCycles, SharedMemoryCycles);

    /// <summary>Cycles of one step with all SMs at work and no limit on power or by latency.</summary>
    public double StepCycles => Math.Max(OwnCycles, L2Cycles);
}
