using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;

namespace Simulator.Accelerators.Ilgpu.Attention;

/// <summary>The eight rows of a warp.</summary>
internal struct WarpState
{
    public RowState R0;
    public RowState R1;
    public RowState R2;
    public RowState R3;
    public RowState R4;
    public RowState R5;
    public RowState R6;
    public RowState R7;

    /// <summary>Nothing seen.</summary>
    public static WarpState Start() => new()
    {
        R0 = RowState.Start(),
        R1 = RowState.Start(),
        R2 = RowState.Start(),
        R3 = RowState.Start(),
        R4 = RowState.Start(),
        R5 = RowState.Start(),
        R6 = RowState.Start(),
        R7 = RowState.Start(),
    };

    /// <summary>Takes in the scores of 32 keys for the eight rows; weights of row r go to 32·r + lane.</summary>
    public static WarpState Weigh(WarpState state, Quad<float> low, Quad<float> high, ArrayView<float> weights, int at) => new()
    {
        R0 = RowState.Weigh(state.R0, low.X, weights, at),
        R1 = RowState.Weigh(state.R1, low.Y, weights, at + 32),
        R2 = RowState.Weigh(state.R2, low.Z, weights, at + 64),
        R3 = RowState.Weigh(state.R3, low.W, weights, at + 96),
        R4 = RowState.Weigh(state.R4, high.X, weights, at + 128),
        R5 = RowState.Weigh(state.R5, high.Y, weights, at + 160),
        R6 = RowState.Weigh(state.R6, high.Z, weights, at + 192),
        R7 = RowState.Weigh(state.R7, high.W, weights, at + 224),
    };

    /// <summary>Leaves this lane's parts of the sums where the warp will add them up; those of row r go to 32·r + lane.</summary>
    public static void ShareSums(WarpState state, ArrayView<float> sums, int at)
    {
        sums[at] = state.R0.Sum;
        sums[at + 32] = state.R1.Sum;
        sums[at + 64] = state.R2.Sum;
        sums[at + 96] = state.R3.Sum;
        sums[at + 128] = state.R4.Sum;
        sums[at + 160] = state.R5.Sum;
        sums[at + 192] = state.R6.Sum;
        sums[at + 224] = state.R7.Sum;
    }

    /// <summary>Adds this lane's columns of four values; the weights of row r begin at quad 8·r.</summary>
    public static WarpState Add(
        WarpState state, ArrayView<Quad<float>> weights, int at, Quad<float> v0, Quad<float> v1, Quad<float> v2, Quad<float> v3) => new()
        {
            R0 = RowState.Add(state.R0, weights[at], v0, v1, v2, v3),
            R1 = RowState.Add(state.R1, weights[at + 8], v0, v1, v2, v3),
            R2 = RowState.Add(state.R2, weights[at + 16], v0, v1, v2, v3),
            R3 = RowState.Add(state.R3, weights[at + 24], v0, v1, v2, v3),
            R4 = RowState.Add(state.R4, weights[at + 32], v0, v1, v2, v3),
            R5 = RowState.Add(state.R5, weights[at + 40], v0, v1, v2, v3),
            R6 = RowState.Add(state.R6, weights[at + 48], v0, v1, v2, v3),
            R7 = RowState.Add(state.R7, weights[at + 56], v0, v1, v2, v3),
        };
}
