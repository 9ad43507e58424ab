using Simulator.Hardware.Formats;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces.Blocks;

namespace Simulator.Workloads.Traces.Training;

/// <summary>
/// Builds the forward and backward pass of a layer from the operators that inference runs for it: the forward pass with casts and exchanges as training
/// has them, and the backward pass by reversing it, each operator replaced by its gradients. Equations: docs/training.md.
/// </summary>
public sealed class LayerTraceBuilder(ModelDescription model, TrainingRecipe recipe, TrainingSlice slice)
{
    /// <summary>A layer.</summary>
    /// <param name="layer">The layer.</param>
    /// <param name="products">The precision of its products.</param>
    /// <returns>Its two passes.</returns>
    public LayerTrace Layer(LayerDescription layer, GemmPrecision products)
    {
        var forward = new ForwardRows(recipe, slice, products);
        var context = Context(products);
        switch (layer.Mixer)
        {
            case AttentionMixer a:
                AttentionBlock.Emit(context, a);
                forward.Bias(context, a.QkvBias, a.OutputBias);
                break;
            case MlaMixer m:
                MlaBlock.Emit(context, m);
                break;
            case Mamba2Mixer m:
                Mamba2Block.Emit(context, m);
                break;
            case DeltaNetMixer d:
                DeltaNetBlock.Emit(context, d);
                break;
        }

        forward.AddAll(context.Rows);
        if (layer.FeedForward is DenseFeedForward dense)
        {
            context = Context(products);
            DenseBlock.Emit(context, dense);
            forward.Bias(context, dense.Bias, dense.Bias);
            forward.AddAll(context.Rows);
        }
        else if (layer.FeedForward is MoeFeedForward experts)
        {
            new ExpertRows(model, slice, forward, Context(products), experts).Emit();
        }

        return Finish(forward);
    }

    /// <summary>The embedding, in front of the first layer.</summary>
    /// <returns>Its two passes.</returns>
    public LayerTrace Embedding()
    {
        var context = Context(GemmPrecisions.Bf16);
        EmbeddingBlocks.Emit(context);
        var forward = new ForwardRows(recipe, slice, GemmPrecisions.Bf16);
        forward.AddAll(context.Rows);
        return Finish(forward) with { InputBytes = 0 };
    }

    /// <summary>The last norm, the head on every token, and the loss.</summary>
    /// <returns>Its two passes.</returns>
    public LayerTrace Head()
    {
        var context = Context(GemmPrecisions.Bf16);
        var vocab = Shards.Padded(model.Vocab, slice.Tp);
        context.Norm("head.norm", context.Precision(WeightComponent.LmHead));
        context.Gemm("head.lm_head", WeightComponent.LmHead, vocab, model.Hidden, quantised: true);
        var forward = new ForwardRows(recipe, slice, GemmPrecisions.Bf16);
        forward.AddAll(context.Rows);
        forward.Add(new TrainingRow("head.loss", Loss(backward: false)) { SavedBytes = (double)slice.Tokens * vocab * (slice.FusedLoss ? 2 : 6) });
        if (slice.Tp > 1)
        {
            var sums = new CollectiveOperator(CollectiveKind.AllReduce, NumberFormats.Fp32, slice.Tp, 8.0 * slice.Tokens, slice.Nodes(slice.Tp, 1));
            forward.Add(new TrainingRow("head.loss.all_reduce", sums, TrainingRole.TensorExchange));
        }

        var trace = Finish(forward);
        return trace with { Backward = [new TrainingRow("head.loss.backward", Loss(backward: true)), .. trace.Backward] };

        CrossEntropyOperator Loss(bool backward) => slice.FusedLoss
            ? new CrossEntropyOperator(StreamPrecision.Bf16, slice.Tokens, vocab, 1, backward ? 1 : 0)
            : new CrossEntropyOperator(new(NumberFormats.Fp32, NumberFormats.Fp32), slice.Tokens, vocab, backward ? 2 : 3, 2);
    }

    private LayerTrace Finish(ForwardRows forward)
    {
        var rows = forward.Rows;
        var residual = (double)slice.Tokens / slice.Tp * model.Hidden * 2;
        return new LayerTrace(rows, BackwardRows.Of(rows, recipe, slice), residual)
        {
            SelectiveBytes = rows.Where(r => !r.IsCheap).Sum(r => r.SavedBytes) - forward.RecomputableBytes,
        };
    }

    private BlockContext Context(GemmPrecision products) => new(model, slice.Step, PrecisionRecipe.Of(products), slice.Attention);
}
