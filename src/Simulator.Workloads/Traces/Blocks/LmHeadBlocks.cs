using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>The last norm, the language-model head on the last token of every sequence, and the choice of the next token.</summary>
internal static class LmHeadBlocks
{
    internal static void Emit(BlockContext c)
    {
        var (batch, vocab) = (c.Step.Batch, Shards.Padded(c.Model.Vocab, c.Tp));
        var precision = c.Precision(WeightComponent.LmHead);
        c.Norm("head.norm", precision);
        c.Gemm("head.lm_head", WeightComponent.LmHead, vocab, c.Hidden, quantised: true, rows: batch);
        if (c.Tp > 1)
        {
            var format = c.Recipe.Activation;
            c.AddCollective("head.all_gather", CollectiveKind.AllGather, format, c.Tp, (double)batch * vocab * c.Tp * format.BytesPerElement, c.Tp);
        }

        c.Add("head.sample", new SampleOperator(c.Recipe.Stream, batch, c.Model.Vocab));
    }
}
