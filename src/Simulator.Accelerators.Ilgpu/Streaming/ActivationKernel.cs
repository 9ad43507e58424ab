using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Kernels;

namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>y = SiLU(gate)·factor, or SiLU(x) where not gated; a group per row.</summary>
internal static class ActivationKernel
{
    public static void Run<TIn, TInElement, TOut, TOutElement>(ArrayView<TIn> x, ArrayView<TOut> y, int inter, int gated, int xStride, int yStride)
        where TIn : unmanaged
        where TInElement : struct, IElement<TIn>
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>
    {
        var row = Grid.IdxX;
        var input = default(TInElement);
        for (var i = (Grid.IdxY * Group.DimX) + Group.IdxX; i < inter; i += Group.DimX * Grid.DimY)
        {
            var value = SpecialFunctions.Silu(input.Decode(x[(row * xStride) + i]));
            if (gated != 0)
                value *= input.Decode(x[(row * xStride) + inter + i]);
            y[(row * yStride) + i] = default(TOutElement).Encode(value);
        }
    }

    /// <summary>The same four elements at a time; inter is a multiple of four.</summary>
    public static void RunQuads<TIn, TInElement, TOut, TOutElement>(ArrayView<TIn> x, ArrayView<TOut> y, int inter, int gated, int xStride, int yStride)
        where TIn : unmanaged
        where TInElement : struct, IElement<TIn>
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>
    {
        int quads = inter / 4, xRow = Grid.IdxX * (xStride / 4), yRow = Grid.IdxX * (yStride / 4);
        for (var i = (Grid.IdxY * Group.DimX) + Group.IdxX; i < quads; i += Group.DimX * Grid.DimY)
        {
            var gate = Quads.Decode<TIn, TInElement>(Quads.Of(x)[xRow + i]);
            var value = Quads.Make(
                SpecialFunctions.Silu(gate.X), SpecialFunctions.Silu(gate.Y), SpecialFunctions.Silu(gate.Z), SpecialFunctions.Silu(gate.W));
            if (gated != 0)
                value = Quads.Multiply(value, Quads.Decode<TIn, TInElement>(Quads.Of(x)[xRow + quads + i]));
            Quads.Of(y)[yRow + i] = Quads.Encode<TOut, TOutElement>(value);
        }
    }
}
