using Simulator.Workloads.Operators;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Serving.Steps;

/// <summary>
/// Operators of a decode over several tokens of each sequence. An attention reads the cache once for all of them: their queries stand beside the heads
/// that share a key head, as kernels pack them. Recurrent kernels write a state for every token, so that what is not accepted can be undone: each token
/// counts as a sequence, which is an upper bound (estimated).
/// </summary>
internal static class VerifyRows
{
    /// <summary>The operator over several tokens of each sequence.</summary>
    /// <param name="row">The operator over one token.</param>
    /// <param name="queries">Tokens of each sequence, at least 1.</param>
    /// <returns>The row.</returns>
    internal static TraceRow Of(TraceRow row, int queries) => queries == 1 ? row : row with
    {
        Operator = row.Operator switch
        {
            AttentionDecodeOperator a => a with { Heads = a.Heads * queries },
            MlaDecodeOperator m => m with { Heads = m.Heads * queries },
            Mamba2Operator m => m with { Batch = m.Batch * queries },
            DeltaNetOperator d => d with { Batch = d.Batch * queries },
            GemmOperator g => g with { M = g.M * queries },
            var other => other,
        },
    };
}
