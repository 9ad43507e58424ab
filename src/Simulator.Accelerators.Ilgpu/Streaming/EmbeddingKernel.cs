using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;

namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>Gathers rows of a table, a group per token. Ids are whole numbers in fp32.</summary>
internal static class EmbeddingKernel
{
    public static void Run<TIn, TInElement, TOut, TOutElement>(
        ArrayView<float> ids, ArrayView<TIn> table, ArrayView<TOut> y, int hidden, int tableStride, int yStride)
        where TIn : unmanaged
        where TInElement : struct, IElement<TIn>
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>
    {
        int quads = (hidden + 3) / 4, row = (int)ids[Grid.IdxX] * (tableStride / 4), yRow = Grid.IdxX * (yStride / 4);
        for (var i = Group.IdxX; i < quads; i += Group.DimX)
            Quads.Of(y)[yRow + i] = Quads.Encode<TOut, TOutElement>(Quads.Decode<TIn, TInElement>(Quads.Of(table)[row + i]));
    }
}
