using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Kernels;

namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>The sum of a vector in two launches: a partial sum per group, then the sum of those. Pads are zero and count nothing.</summary>
internal static class ReductionKernel
{
    public static void Partial<TIn, TInElement>(ArrayView<TIn> x, ArrayView<float> partial, int quads)
        where TIn : unmanaged
        where TInElement : struct, IElement<TIn>
    {
        var scratch = SharedMemory.Allocate<float>(GroupReduction.MaximumThreads);
        var stride = Grid.DimX * Group.DimX;
        var sum = 0f;
        for (var i = (Grid.IdxX * Group.DimX) + Group.IdxX; i < quads; i += stride)
            sum += Quads.Sum(Quads.Decode<TIn, TInElement>(Quads.Of(x)[i]));
        sum = GroupReduction.Sum(sum, scratch);
        if (Group.IdxX == 0)
            partial[Grid.IdxX] = sum;
    }

    public static void Final<TOut, TOutElement>(ArrayView<float> partial, ArrayView<TOut> result, int groups)
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>
    {
        var scratch = SharedMemory.Allocate<float>(GroupReduction.MaximumThreads);
        var sum = 0f;
        for (var i = Group.IdxX; i < groups; i += Group.DimX)
            sum += partial[i];
        sum = GroupReduction.Sum(sum, scratch);
        if (Group.IdxX == 0)
            result[0] = default(TOutElement).Encode(sum);
    }
}
