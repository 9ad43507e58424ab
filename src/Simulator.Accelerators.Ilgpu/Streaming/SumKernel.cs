using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;

namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>y = x0 + factor·x1 + x2 + x3: element-wise sums and the triad.</summary>
internal static class SumKernel
{
    /// <summary>The most operands that the kernel adds.</summary>
    public const int MaximumInputs = 4;

    public static void Run<TIn, TInElement, TOut, TOutElement>(
        ArrayView<TIn> x0, ArrayView<TIn> x1, ArrayView<TIn> x2, ArrayView<TIn> x3, ArrayView<TOut> y, int inputs, float factor, int quads)
        where TIn : unmanaged
        where TInElement : struct, IElement<TIn>
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>
    {
        var stride = Grid.DimX * Group.DimX;
        for (var i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < quads; i += stride)
        {
            var sum = Quads.Decode<TIn, TInElement>(Quads.Of(x0)[i]);
            if (inputs > 1)
                sum = Quads.MultiplyAdd(sum, factor, Quads.Decode<TIn, TInElement>(Quads.Of(x1)[i]));
            if (inputs > 2)
                sum = Quads.Add(sum, Quads.Decode<TIn, TInElement>(Quads.Of(x2)[i]));
            if (inputs > 3)
                sum = Quads.Add(sum, Quads.Decode<TIn, TInElement>(Quads.Of(x3)[i]));
            Quads.Of(y)[i] = Quads.Encode<TOut, TOutElement>(sum);
        }
    }
}
