using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Campaigns;

/// <summary>A shape of an operator that a double-precision reference works out in moments, and that is no multiple of any tile.</summary>
internal static class SmallShape
{
    private const int Rows = 37;
    private const int Columns = 71;
    private const int Depth = 200;

    /// <summary>Shrinks what makes an operator long and keeps what names its kernel.</summary>
    /// <param name="op">The operator.</param>
    /// <returns>The same kind of operator in the same formats.</returns>
    public static Operator Of(Operator op) => op switch
    {
        GemmOperator g => g with { M = Math.Min(g.M, Rows), N = Math.Min(g.N, Columns), K = Math.Min(g.K, Depth), Batch = 1 },
        AttentionPrefillOperator a => a with { Batch = 1, Seq = Math.Min(a.Seq, Columns), Window = Math.Min(a.Window, Rows), Prefix = 0 },
        AttentionEncoderOperator a => a with { Batch = 1, Seq = Math.Min(a.Seq, Columns) },
        AttentionDecodeOperator a => a with { Batch = Math.Min(a.Batch, 2), Kv = Math.Min(a.Kv, Depth), Window = Math.Min(a.Window, Rows) },
        NormOperator n => n with { Tokens = Math.Min(n.Tokens, 3) },
        ActivationOperator n => n with { Tokens = Math.Min(n.Tokens, 3) },
        RopeOperator r => r with { Tokens = Math.Min(r.Tokens, 3) },
        QuantiseOperator q => q with { Tokens = Math.Min(q.Tokens, 5) },
        SampleOperator s => s with { Tokens = Math.Min(s.Tokens, 3) },
        EmbeddingOperator e => e with { Tokens = Math.Min(e.Tokens, 3), Vocab = Math.Min(e.Vocab, Columns) },
        CopyOperator c => c with { Bytes = Math.Min(c.Bytes, 4096) },
        TriadOperator t => t with { Elements = Math.Min(t.Elements, 1021) },
        ReductionOperator r => r with { Elements = Math.Min(r.Elements, 1021) },
        Mamba2Operator m => m with { Batch = 1, Seq = Math.Min(m.Seq, Columns) },
        MoeOperator m => m with { Tokens = Math.Min(m.Tokens, 7), Hidden = Math.Min(m.Hidden, Depth), Inter = Math.Min(m.Inter, Columns) },
        _ => op,
    };
}
