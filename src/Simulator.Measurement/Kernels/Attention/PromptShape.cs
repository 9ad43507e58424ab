using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Kernels.Attention;

/// <summary>The shape of an attention of many queries: prefill, encoder or cross-attention.</summary>
/// <param name="Batch">Sequences.</param>
/// <param name="Heads">Query heads.</param>
/// <param name="KvHeads">Key and value heads; they divide the query heads.</param>
/// <param name="Queries">Queries per head.</param>
/// <param name="Tokens">Keys per head.</param>
/// <param name="Width">Width of a head.</param>
/// <param name="Causal">Whether query i sees no token after <c>Tokens − Queries + i</c>.</param>
/// <param name="Window">Tokens that a query sees at most; 0 for all.</param>
internal sealed record PromptShape(int Batch, int Heads, int KvHeads, int Queries, int Tokens, int Width, bool Causal, int Window)
{
    /// <summary>The shape of an operator.</summary>
    internal static PromptShape Of(Operator op) => op switch
    {
        AttentionPrefillOperator o => new(o.Batch, o.Heads, o.KvHeads, o.Seq, o.Prefix + o.Seq, o.HeadDim, true, o.Window),
        AttentionEncoderOperator o => new(o.Batch, o.Heads, o.Heads, o.Seq, o.Seq, o.HeadDim, false, 0),
        AttentionCrossOperator o => new(o.Batch, o.Heads, o.Heads, o.Seq, o.Kv, o.HeadDim, false, 0),
        _ => throw new ArgumentException($"{op.Op} is no attention of many queries", nameof(op)),
    };

    /// <summary>The first token that a query sees.</summary>
    internal int First(int query) => Window > 0 ? Math.Max(0, End(query) - Window) : 0;

    /// <summary>The token after the last that a query sees.</summary>
    internal int End(int query) => Causal ? Tokens - Queries + query + 1 : Tokens;
}
