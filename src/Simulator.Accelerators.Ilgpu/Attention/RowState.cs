using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;
using Simulator.Accelerators.Ilgpu.Kernels;

namespace Simulator.Accelerators.Ilgpu.Attention;

/// <summary>
/// The online softmax of one row (Milakov, Gimelshein 2018): its maximum so far, this lane's part of the sum of weights, and this lane's four columns of the
/// weighted values.
/// </summary>
internal struct RowState
{
    /// <summary>Lower than any score, and finite: differences of two of it are 0.</summary>
    public const float Lowest = -1e30f;

    public float Maximum;
    public float Sum;
    public Quad<float> Values;

    /// <summary>Nothing seen.</summary>
    public static RowState Start() => new() { Maximum = Lowest, Sum = 0, Values = Quads.Zero() };

    /// <summary>Takes in the scores of 32 keys, one a lane, and leaves this lane's weight where the warp will read it.</summary>
    public static RowState Weigh(RowState state, float score, ArrayView<float> weights, int at)
    {
        var largest = score;
        for (var distance = 16; distance > 0; distance >>= 1)
            largest = IntrinsicMath.Max(largest, Warp.ShuffleXor(largest, distance));
        var maximum = IntrinsicMath.Max(state.Maximum, largest);
        // A masked score is Lowest: its weight is zero even where the whole row is masked.
        var weight = score > Lowest ? SpecialFunctions.Exp(score - maximum) : 0f;
        weights[at] = weight;
        var factor = SpecialFunctions.Exp(state.Maximum - maximum);
        return new RowState { Maximum = maximum, Sum = (state.Sum * factor) + weight, Values = Quads.Scale(state.Values, factor) };
    }

    /// <summary>Adds four values with four weights.</summary>
    public static RowState Add(RowState state, Quad<float> weights, Quad<float> v0, Quad<float> v1, Quad<float> v2, Quad<float> v3)
    {
        var values = Quads.MultiplyAdd(Quads.MultiplyAdd(state.Values, weights.X, v0), weights.Y, v1);
        state.Values = Quads.MultiplyAdd(Quads.MultiplyAdd(values, weights.Z, v2), weights.W, v3);
        return state;
    }
}
