using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Kernels;

namespace Simulator.Accelerators.Ilgpu.Recurrent;

/// <summary>
/// Mamba-2's recurrence h ← e^(dt·decay) h + dt·x bᵀ, y = h c + skip·x, token by token: a warp holds a row of a head's state, a lane up to eight
/// columns of it, and sums over the lanes. Grid: fours of rows, heads, batch.
/// </summary>
internal static class ScanKernel
{
    /// <summary>The longest row of a state: eight columns a lane.</summary>
    public const int MaximumState = 256;

    /// <summary>Rows a group: one a warp.</summary>
    public const int Rows = 4;

    public static void Run<T, TElement>(
        ArrayView<T> x,
        ArrayView<float> dt,
        ArrayView<float> decay,
        ArrayView<T> b,
        ArrayView<T> c,
        ArrayView<float> skip,
        ArrayView<T> y,
        ArrayView<float> state,
        ScanShape shape)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var element = default(TElement);
        int lane = Group.IdxX & 31, row = (Grid.IdxX * Rows) + (Group.IdxX >> 5), head = Grid.IdxY, sequence = Grid.IdxZ;
        if (row >= shape.HeadDim)
            return;
        int quads = (shape.DState + 3) / 4, group = head / (shape.Heads / shape.Groups);
        bool first = lane < quads, second = lane + 32 < quads;
        var stateAt = (((((sequence * shape.Heads) + head) * shape.HeadDim) + row) * (shape.StateStride / 4)) + lane;
        var low = shape.Continues != 0 & first ? Quads.Of(state)[stateAt] : Quads.Zero();
        var high = shape.Continues != 0 & second ? Quads.Of(state)[stateAt + 32] : Quads.Zero();
        for (var t = 0; t < shape.Seq; t++)
        {
            var token = (sequence * shape.Seq) + t;
            var step = dt[(token * shape.DtStride) + head];
            var at = (((token * shape.Heads) + head) * shape.XStride) + row;
            var value = element.Decode(x[at]);
            var keep = SpecialFunctions.Exp(step * decay[head]);
            var shared = (((token * shape.Groups) + group) * (shape.BStride / 4)) + lane;
            var sum = 0f;
            if (first)
            {
                low = Quads.MultiplyAdd(Quads.Scale(low, keep), step * value, Quads.Decode<T, TElement>(Quads.Of(b)[shared]));
                sum = Quads.Dot(low, Quads.Decode<T, TElement>(Quads.Of(c)[shared]));
            }

            if (second)
            {
                high = Quads.MultiplyAdd(Quads.Scale(high, keep), step * value, Quads.Decode<T, TElement>(Quads.Of(b)[shared + 32]));
                sum += Quads.Dot(high, Quads.Decode<T, TElement>(Quads.Of(c)[shared + 32]));
            }

            for (var distance = 16; distance > 0; distance >>= 1)
                sum += Warp.ShuffleXor(sum, distance);
            if (lane == 0)
                y[at] = element.Encode(sum + (skip[head] * value));
        }

        if (first)
            Quads.Of(state)[stateAt] = low;
        if (second)
            Quads.Of(state)[stateAt + 32] = high;
    }
}
