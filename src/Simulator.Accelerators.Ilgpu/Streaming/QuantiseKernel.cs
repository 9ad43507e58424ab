using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Kernels;

namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>Rows into another format, a group per row; narrow formats with one fp32 scale per row, so that its largest value is the format's.</summary>
internal static class QuantiseKernel
{
    public static void Run<TIn, TInElement, TOut, TOutElement>(
        ArrayView<TIn> x, ArrayView<TOut> y, ArrayView<float> scales, int hidden, int xStride, int yStride, float outputMaximum)
        where TIn : unmanaged
        where TInElement : struct, IElement<TIn>
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>
    {
        var scratch = SharedMemory.Allocate<float>(GroupReduction.MaximumThreads);
        int quads = (hidden + 3) / 4, row = Grid.IdxX * (xStride / 4), yRow = Grid.IdxX * (yStride / 4);
        var scale = 1f;
        if (outputMaximum > 0)
        {
            var largest = 0f;
            for (var i = Group.IdxX; i < quads; i += Group.DimX)
                largest = IntrinsicMath.Max(largest, Quads.LargestMagnitude(Quads.Decode<TIn, TInElement>(Quads.Of(x)[row + i])));
            scale = GroupReduction.Max(largest, scratch) / outputMaximum;
            scale = scale > 0 ? scale : 1f;
            if (Group.IdxX == 0)
                scales[Grid.IdxX] = scale;
        }

        for (var i = Group.IdxX; i < quads; i += Group.DimX)
        {
            var value = Quads.Decode<TIn, TInElement>(Quads.Of(x)[row + i]);
            Quads.Of(y)[yRow + i] = Quads.Encode<TOut, TOutElement>(Quads.Make(value.X / scale, value.Y / scale, value.Z / scale, value.W / scale));
        }
    }
}
