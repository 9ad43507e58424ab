using Simulator.Hardware.Errors;
using Simulator.Workloads.Models;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces.Blocks;

namespace Simulator.Workloads.Traces;

/// <summary>
/// Unrolls a step of a model into the operators that one rank runs, fused as inference engines fuse them. The trace covers all layers, with the
/// transfers between pipeline stages; multi-token prediction is left out. Equal blocks (a mixer or a feed-forward with its norm and exchange) are
/// folded into rows with a repeat count and stand where the first of them stands, so the order is exact only inside a block.
/// </summary>
public static class TraceBuilder
{
    /// <summary>Builds the trace of one rank.</summary>
    /// <param name="model">The model.</param>
    /// <param name="step">The step; its batch is that of one data-parallel group.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide the model.</param>
    /// <returns>The trace.</returns>
    /// <exception cref="InputException">The model has no such phase, the step does not fit it, or it cannot be divided so.</exception>
    public static Trace Build(ModelDescription model, StepShape step, PrecisionRecipe recipe, Parallelism parallelism)
    {
        parallelism.Against(model);
        step.CheckAgainst(model, parallelism.Dp);
        var context = new BlockContext(model, step, recipe, parallelism);
        switch (step.Phase, model)
        {
            case (Phase.Encode, { Vision: { } vision }):
                VisionBlocks.Emit(context, vision);
                break;
            case (Phase.Encode, { Audio: { } audio }):
                AudioBlocks.Emit(context, audio);
                break;
            case (Phase.Encode, _):
                EmbeddingBlocks.Emit(context);
                LayerBlocks.Emit(context, model.Layers);
                EncoderHeadBlocks.Emit(context);
                break;
            default:
                EmbeddingBlocks.Emit(context);
                LayerBlocks.Emit(context, model.Layers);
                EmitTransfers(context);
                LmHeadBlocks.Emit(context);
                break;
        }

        return new Trace(context.Rows);
    }

    private static void EmitTransfers(BlockContext context)
    {
        var p = context.Parallelism;
        if (p.Pp > 1)
        {
            var message = new CollectiveOperator(
                CollectiveKind.SendRecv, context.Recipe.Activation, 2, context.ActivationBytes(context.Tokens), p.Ranks > p.NodeSize ? 2 : 1);
            context.Repeated(p.Pp - 1).Add("pipeline.send_recv", message);
        }
    }
}
