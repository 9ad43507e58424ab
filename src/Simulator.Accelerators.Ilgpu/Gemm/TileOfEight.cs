using Simulator.Accelerators.Ilgpu.Elements;

namespace Simulator.Accelerators.Ilgpu.Gemm;

/// <summary>A thread's 8 × 8 sums, in registers.</summary>
internal struct TileOfEight
{
    public RowOfEight R0;
    public RowOfEight R1;
    public RowOfEight R2;
    public RowOfEight R3;
    public RowOfEight R4;
    public RowOfEight R5;
    public RowOfEight R6;
    public RowOfEight R7;

    /// <summary>Adds the outer product of eight values of A and eight of B.</summary>
    public static TileOfEight MultiplyAdd(TileOfEight sum, Quad<float> aLow, Quad<float> aHigh, Quad<float> bLow, Quad<float> bHigh) => new()
    {
        R0 = RowOfEight.MultiplyAdd(sum.R0, aLow.X, bLow, bHigh),
        R1 = RowOfEight.MultiplyAdd(sum.R1, aLow.Y, bLow, bHigh),
        R2 = RowOfEight.MultiplyAdd(sum.R2, aLow.Z, bLow, bHigh),
        R3 = RowOfEight.MultiplyAdd(sum.R3, aLow.W, bLow, bHigh),
        R4 = RowOfEight.MultiplyAdd(sum.R4, aHigh.X, bLow, bHigh),
        R5 = RowOfEight.MultiplyAdd(sum.R5, aHigh.Y, bLow, bHigh),
        R6 = RowOfEight.MultiplyAdd(sum.R6, aHigh.Z, bLow, bHigh),
        R7 = RowOfEight.MultiplyAdd(sum.R7, aHigh.W, bLow, bHigh),
    };
}
