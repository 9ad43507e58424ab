using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;

namespace Simulator.Accelerators.Ilgpu.Streaming;

/// <summary>Rotates pairs (i, i + ⌊d/2⌋) of every head in place; a group per token and head. Angles hold the cosines, then the sines.</summary>
internal static class RopeKernel
{
    public static void Run<T, TElement>(ArrayView<T> heads, ArrayView<T> angles, int width, int stride, int angleStride)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var element = default(TElement);
        int half = width / 2, token = Grid.IdxX, at = ((token * Grid.DimY) + Grid.IdxY) * stride;
        for (var i = Group.IdxX; i < half; i += Group.DimX)
        {
            var cosine = element.Decode(angles[(token * angleStride) + i]);
            var sine = element.Decode(angles[(token * angleStride) + half + i]);
            float first = element.Decode(heads[at + i]), second = element.Decode(heads[at + half + i]);
            heads[at + i] = element.Encode((first * cosine) - (second * sine));
            heads[at + half + i] = element.Encode((second * cosine) + (first * sine));
        }
    }
}
