using Simulator.Accelerators.Ilgpu.Elements;

namespace Simulator.Accelerators.Ilgpu.Gemm;

/// <summary>Eight sums of one row of a thread's tile, in registers.</summary>
internal struct RowOfEight
{
    public Quad<float> Low;
    public Quad<float> High;

    /// <summary>Adds a·(low, high).</summary>
    public static RowOfEight MultiplyAdd(RowOfEight sum, float a, Quad<float> low, Quad<float> high) =>
        new() { Low = Quads.MultiplyAdd(sum.Low, a, low), High = Quads.MultiplyAdd(sum.High, a, high) };
}
