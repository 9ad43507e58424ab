using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>Pooling to the first token's vector, a dense layer and scores, where the model has them; small enough to be replicated.</summary>
internal static class EncoderHeadBlocks
{
    internal static void Emit(BlockContext c)
    {
        if (c.Model.Head is not { } head)
            return;
        var (batch, hidden, precision) = (c.Step.Batch, c.Hidden, c.Recipe.Unquantised);
        c.Add("head.pool", new ElementwiseOperator(c.Recipe.Stream, (long)batch * hidden, Inputs: 1));
        if (head.Dense)
        {
            c.Add("head.dense", new GemmOperator(precision, batch, hidden, hidden));
            c.Add("head.activation", new ActivationOperator(c.Recipe.Stream, batch, hidden, Gated: false));
        }

        if (head.Labels > 0)
            c.Add("head.scores", new GemmOperator(precision, batch, head.Labels, hidden));
    }
}
