using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Kernels;

namespace Simulator.Accelerators.Ilgpu.Recurrent;

/// <summary>Mamba-2's causal convolution along the tokens, one filter a channel, then SiLU. Consecutive threads take consecutive channels.</summary>
internal static class ConvolutionKernel
{
    /// <summary>All tokens. Grid: blocks of channels, tokens, batch.</summary>
    public static void Prefill<T, TElement>(
        ArrayView<T> x, ArrayView<T> weight, ArrayView<T> y, int channels, int taps, int stride, int weightStride)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var element = default(TElement);
        int channel = (Grid.IdxX * Group.DimX) + Group.IdxX, token = Grid.IdxY, row = (Grid.IdxZ * Grid.DimY) + token;
        if (channel >= channels)
            return;
        var sum = 0f;
        for (var tap = IntrinsicMath.Max(0, taps - 1 - token); tap < taps; tap++)
            sum += element.Decode(weight[(channel * weightStride) + tap]) * element.Decode(x[((row + tap - taps + 1) * stride) + channel]);
        y[(row * stride) + channel] = element.Encode(SpecialFunctions.Silu(sum));
    }

    /// <summary>One token; the window of the last ones, oldest first, moves on by it. Grid: blocks of channels, batch.</summary>
    public static void Decode<T, TElement>(
        ArrayView<T> x, ArrayView<T> window, ArrayView<T> weight, ArrayView<T> y, int channels, int taps, int stride, int weightStride)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var element = default(TElement);
        int channel = (Grid.IdxX * Group.DimX) + Group.IdxX, row = Grid.IdxY;
        if (channel >= channels)
            return;
        int at = ((row * channels) + channel) * weightStride, weights = channel * weightStride;
        var sum = 0f;
        for (var tap = 0; tap < taps - 1; tap++)
        {
            var moved = window[at + tap + 1];
            window[at + tap] = moved;
            sum += element.Decode(weight[weights + tap]) * element.Decode(moved);
        }

        var newest = x[(row * stride) + channel];
        window[at + taps - 1] = newest;
        sum += element.Decode(weight[weights + taps - 1]) * element.Decode(newest);
        y[(row * stride) + channel] = element.Encode(SpecialFunctions.Silu(sum));
    }
}
