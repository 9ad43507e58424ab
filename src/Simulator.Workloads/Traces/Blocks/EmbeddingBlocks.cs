using Simulator.Workloads.Models;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>The embedding of tokens, whose table the tensor-parallel ranks divide by rows.</summary>
internal static class EmbeddingBlocks
{
    internal static void Emit(BlockContext c)
    {
        c.Add("embedding.lookup", new EmbeddingOperator(c.Recipe.Stream, c.Tokens, c.Hidden, Shards.Padded(c.Model.Vocab, c.Tp)));
        if (c.Model.LearntPositions > 0)
            c.Add("embedding.positions", new ElementwiseOperator(c.Recipe.Stream, (long)c.Tokens * c.Hidden));
        c.Reduce("embedding");
        if (c.Model.Kind == ModelKind.Encoder)
            c.Add("embedding.norm", new NormOperator(c.Recipe.Stream, c.Tokens, c.Hidden, Layer: c.Model.LayerNorm));
    }
}
