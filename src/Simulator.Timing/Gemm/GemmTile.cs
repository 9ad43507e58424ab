namespace Simulator.Timing.Gemm;

/// <summary>A candidate output tile with the cycles that one step along k costs an SM on each resource.</summary>
/// <param name="M">Rows per thread block.</param>
/// <param name="N">Columns per thread block.</param>
/// <param name="TensorCycles">Cycles of the matrix instructions of one step, without a limit on power.</param>
/// <param name="AfterCycles">Cycles of vector work that follows the matrix instructions of one step: scaling partial sums.</param>
/// <param name="BesideCycles">Cycles of vector work that runs beside them.</param>
/// <param name="SharedMemoryCycles">Cycles of shared-memory reads of one step.</param>
/// <param name="ChainCycles">Cycles of one step if only latency and bytes in flight limited it.</param>
/// <param name="L2Cycles">Cycles of operand reads from L2 of one step, all SMs reading.</param>
/// <param name="StoreCycles">Cycles to start the tile and to store it.</param>
/// <param name="WaveRows">Tiles along m of the most square wave that fills the chip.</param>
internal readonly record struct GemmTile(
    int M, int N, double TensorCycles, double AfterCycles, double BesideCycles, double SharedMemoryCycles, double ChainCycles, double L2Cycles,
    double StoreCycles, double WaveRows)
{
    /// <summary>Cycles of one step that do not depend on how many SMs are at work.</summary>
    public double OwnCycles { get; } =
        Math.Max(Math.Max(TensorCycles + AfterCycles, BesideCycles), Math.Max(SharedMemoryCycles, ChainCycles));

    /// <summary>Cycles of one step with all SMs at work and no limit on power.</summary>
    public double StepCycles => Math.Max(OwnCycles, L2Cycles);
}
