using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Kernels;

namespace Simulator.Accelerators.Ilgpu.Attention;

/// <summary>Joins the partial results of the splits of a row; a warp per row. A partial result is its maximum and sum in one quad, then its values.</summary>
internal static class CombineKernel
{
    /// <summary>Quads of a partial result.</summary>
    public const int PartialQuads = (AttentionKernel.MaximumWidth / 4) + 1;

    public static void Run<T, TElement>(ArrayView<float> partial, ArrayView<T> o, AttentionShape shape)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        int line = Grid.IdxX, lane = Group.IdxX, first = line * shape.Splits * PartialQuads;
        var parts = Quads.Of(partial);
        if (lane >= (shape.Width + 3) / 4)
            return;
        var maximum = RowState.Lowest;
        for (var s = 0; s < shape.Splits; s++)
            maximum = IntrinsicMath.Max(maximum, parts[first + (s * PartialQuads)].X);
        var sum = 0f;
        var values = Quads.Zero();
        for (var s = 0; s < shape.Splits; s++)
        {
            var head = parts[first + (s * PartialQuads)];
            var factor = SpecialFunctions.Exp(head.X - maximum);
            sum += head.Y * factor;
            values = Quads.MultiplyAdd(values, factor, parts[first + (s * PartialQuads) + 1 + lane]);
        }

        Quads.Of(o)[(line * (shape.QueryStride / 4)) + lane] = Quads.Encode<T, TElement>(Quads.Scale(values, shape.ValueScale / sum));
    }
}
