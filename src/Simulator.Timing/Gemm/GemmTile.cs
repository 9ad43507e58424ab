namespace Simulator.Timing.Gemm;

/// <summary>A candidate output tile with the cycles that one step along k costs an SM on each resource.</summary>
/// <param name="M">Rows per thread block.</param>
/// <param name="N">Columns per thread block.</param>
/// <param name="StepCycles">Cycles of one step: the longest of the four below.</param>
/// <param name="TensorCycles">Cycles of the matrix instructions of one step.</param>
/// <param name="SharedMemoryCycles">Cycles of shared-memory reads of one step.</param>
/// <param name="L2Cycles">Cycles of operand reads from L2 of one step, all SMs reading.</param>
/// <param name="ChainCycles">Cycles of one step if only latency and bytes in flight limited it.</param>
/// <param name="StoreCycles">Cycles to start the tile and to store it.</param>
internal readonly record struct GemmTile(
    int M, int N, double StepCycles, double TensorCycles, double SharedMemoryCycles, double L2Cycles, double ChainCycles, double StoreCycles);
