using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;

namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>y = x, 16 bytes a thread and step; also writes over the caches.</summary>
internal static class CopyKernel
{
    public static void Run(ArrayView<Quad<int>> x, ArrayView<Quad<int>> y, int quads)
    {
        var stride = Grid.DimX * Group.DimX;
        for (var i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < quads; i += stride)
            y[i] = x[i];
    }

    /// <summary>Writes a value everywhere.</summary>
    public static void Fill(ArrayView<Quad<int>> y, int value, int quads)
    {
        var stride = Grid.DimX * Group.DimX;
        for (var i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < quads; i += stride)
            y[i] = new Quad<int> { X = value, Y = value, Z = value, W = value };
    }

    /// <summary>A launch that does nothing.</summary>
    public static void Empty(int nothing)
    {
    }
}
