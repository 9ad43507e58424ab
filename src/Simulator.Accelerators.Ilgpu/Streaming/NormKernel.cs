using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Kernels;

namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>
/// RMS norm or layer norm, a group per row. With a residual the sum is written first, rounded to its format, and normed. The row is read again from the
/// cache rather than kept: a thread's share of it would be an array, which ILGPU keeps in local memory. Strides count elements, pads are zero.
/// </summary>
internal static class NormKernel
{
    private const float Epsilon = 1e-5f;

    public static void Run<TIn, TInElement, TOut, TOutElement>(
        ArrayView<TIn> x,
        ArrayView<TIn> residual,
        ArrayView<TIn> weight,
        ArrayView<TIn> bias,
        ArrayView<TIn> sum,
        ArrayView<TOut> y,
        ArrayView<float> scales,
        NormShape shape)
        where TIn : unmanaged
        where TInElement : struct, IElement<TIn>
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>
    {
        var scratch = SharedMemory.Allocate<float>(GroupReduction.MaximumThreads);
        int quads = (shape.Hidden + 3) / 4, row = Grid.IdxX * (shape.Stride / 4), yRow = Grid.IdxX * (shape.OutputStride / 4);
        float total = 0, squares = 0;
        for (var i = Group.IdxX; i < quads; i += Group.DimX)
        {
            var value = Quads.Decode<TIn, TInElement>(Quads.Of(x)[row + i]);
            if (shape.Residual != 0)
            {
                var rounded = Quads.Encode<TIn, TInElement>(Quads.Add(value, Quads.Decode<TIn, TInElement>(Quads.Of(residual)[row + i])));
                Quads.Of(sum)[row + i] = rounded;
                value = Quads.Decode<TIn, TInElement>(rounded);
            }

            total += Quads.Sum(value);
            squares += Quads.Dot(value, value);
        }

        var mean = shape.Layer != 0 ? GroupReduction.Sum(total, scratch) / shape.Hidden : 0f;
        if (shape.Layer != 0)
            squares = CentredSquares<TIn, TInElement>(shape.Residual != 0 ? sum : x, row, shape.Hidden, mean);
        var factor = SpecialFunctions.ReciprocalSquareRoot((GroupReduction.Sum(squares, scratch) / shape.Hidden) + Epsilon);
        var scale = 1f;
        if (shape.Scaled != 0)
        {
            var largest = 0f;
            for (var i = Group.IdxX; i < quads; i += Group.DimX)
                largest = IntrinsicMath.Max(largest, Quads.LargestMagnitude(Normed<TIn, TInElement>(x, sum, weight, bias, row, i, mean, factor, shape)));
            scale = GroupReduction.Max(largest, scratch) / shape.OutputMaximum;
            scale = scale > 0 ? scale : 1f;
            if (Group.IdxX == 0)
                scales[Grid.IdxX] = scale;
        }

        for (var i = Group.IdxX; i < quads; i += Group.DimX)
        {
            var value = Normed<TIn, TInElement>(x, sum, weight, bias, row, i, mean, factor, shape);
            Quads.Of(y)[yRow + i] = Quads.Encode<TOut, TOutElement>(Quads.Scale(value, 1 / scale));
        }
    }

    // Two passes: a difference of large sums would lose what the variance needs.
    private static float CentredSquares<T, TElement>(ArrayView<T> x, int row, int hidden, float mean)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var squares = 0f;
        for (var i = Group.IdxX; i < hidden; i += Group.DimX)
        {
            var difference = default(TElement).Decode(x[(row * 4) + i]) - mean;
            squares += difference * difference;
        }

        return squares;
    }

    private static Quad<float> Normed<T, TElement>(
        ArrayView<T> x, ArrayView<T> sum, ArrayView<T> weight, ArrayView<T> bias, int row, int i, float mean, float factor, NormShape shape)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var value = Quads.Decode<T, TElement>(shape.Residual != 0 ? Quads.Of(sum)[row + i] : Quads.Of(x)[row + i]);
        var centred = Quads.Add(value, Quads.Make(-mean, -mean, -mean, -mean));
        var normed = Quads.Multiply(Quads.Scale(centred, factor), Quads.Decode<T, TElement>(Quads.Of(weight)[i]));
        return shape.Layer != 0 ? Quads.Add(normed, Quads.Decode<T, TElement>(Quads.Of(bias)[i])) : normed;
    }
}
