using Simulator.Accelerators.Ilgpu.Attention;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Accelerators.Ilgpu.Operators;

/// <summary>An attention of any kind as problems of rows that see the same keys.</summary>
/// <param name="Precision">The formats.</param>
/// <param name="Problems">Independent problems.</param>
/// <param name="Rows">Rows of each.</param>
/// <param name="Tokens">Keys and values of each.</param>
/// <param name="Sharing">Consecutive problems with the same keys and values.</param>
/// <param name="Width">Elements of a head.</param>
/// <param name="FirstPosition">Position of row 0 among the tokens.</param>
/// <param name="RowStep">Positions from a row to the next.</param>
/// <param name="Window">Tokens that a row sees; 0 for all up to itself.</param>
internal sealed record AttentionProblem(
    AttentionPrecision Precision, int Problems, int Rows, int Tokens, int Sharing, int Width, int FirstPosition, int RowStep, int Window)
{
    /// <summary>The problems of an operator.</summary>
    public static AttentionProblem Of(Operator op) => op switch
    {
        AttentionPrefillOperator o => new(
            o.Precision, o.Batch * o.Heads, o.Seq, o.Prefix + o.Seq, o.Heads / o.KvHeads, o.HeadDim, o.Prefix, 1, o.Window),
        AttentionDecodeOperator o => new(o.Precision, o.Batch * o.KvHeads, o.Heads / o.KvHeads, o.Kv, 1, o.HeadDim, o.Kv - 1, 0, o.Window),
        AttentionEncoderOperator o => new(o.Precision, o.Batch * o.Heads, o.Seq, o.Seq, 1, o.HeadDim, o.Seq - 1, 0, 0),
        AttentionCrossOperator o => new(o.Precision, o.Batch * o.Heads, o.Seq, o.Kv, 1, o.HeadDim, o.Kv - 1, 0, 0),
        _ => throw new ArgumentException($"{op.Op} is no attention", nameof(op)),
    };

    /// <summary>Parts of the tokens so that four groups come to each multiprocessor, none of fewer than 256 tokens. Rows that differ are not split.</summary>
    /// <param name="groups">Groups without a split.</param>
    /// <param name="multiprocessors">The device's multiprocessors.</param>
    public int Splits(int groups, int multiprocessors)
    {
        if (RowStep != 0)
            return 1;
        var visible = Window > 0 ? Math.Min(Window, Tokens) : Tokens;
        return Math.Clamp(4 * multiprocessors / groups, 1, Math.Max(1, visible / (8 * AttentionKernel.TokenTile)));
    }
}
