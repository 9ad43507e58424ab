using Simulator.Hardware.Errors;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>A vision encoder: patches, layers, and the mergers that turn neighbouring patches into one token of the decoder.</summary>
internal static class VisionBlocks
{
    internal static void Emit(BlockContext context, VisionEncoder v)
    {
        var c = context.ForVision("vision.", v.Hidden);
        Check(c, v);
        c.Gemm("patch_embedding", WeightComponent.Vision, v.Hidden, v.PatchElements);
        if (v.Positions > 0)
            c.Add("positions", new ElementwiseOperator(c.Recipe.Stream, (long)c.Tokens * v.Hidden));
        var layer = v.Layer;
        AttentionBlock.Emit(c.Repeated(v.Depth), (AttentionMixer)layer.Mixer!);
        DenseBlock.Emit(c.Repeated(v.Depth), (DenseFeedForward)layer.FeedForward!);
        Merge(c, "merger", v, v.Hidden);
        if (v.DeepstackMergers > 0)
            Merge(c.Repeated(v.DeepstackMergers), "deepstack", v, v.MergedWidth);
    }

    private static void Merge(BlockContext c, string name, VisionEncoder v, int normWidth)
    {
        var (tokens, width) = (c.Tokens / (v.Merge * v.Merge), v.MergedWidth / c.Tp);
        c.Add($"{name}.norm", new NormOperator(c.Recipe.Stream, c.Tokens * v.Hidden / normWidth, normWidth, Layer: true));
        c.Gemm($"{name}.up", WeightComponent.Vision, width, v.MergedWidth, rows: tokens);
        c.Add($"{name}.activation", new ActivationOperator(c.Recipe.Stream, tokens, width, Gated: false));
        c.Gemm($"{name}.down", WeightComponent.Vision, v.Output, width, rows: tokens);
        if (c.Tp > 1)
        {
            var kind = c.Parallelism.Nodes(c.Tp) == 1 ? CollectiveKind.AllReduceFused : CollectiveKind.AllReduce;
            var format = c.Recipe.Activation;
            c.AddCollective($"{name}.all_reduce", kind, format, c.Tp, (double)tokens * v.Output * format.BytesPerElement, c.Tp);
        }
    }

    private static void Check(BlockContext c, VisionEncoder v)
    {
        if (v.Heads % c.Tp != 0 || v.Inter % c.Tp != 0)
            throw new InputException($"{c.Tp} does not divide the {v.Heads} heads and {v.Inter} columns of the vision encoder of {c.Model.Id}", key: "tp");
        if (c.Step.NewTokens % (v.Merge * v.Merge) != 0)
            throw new InputException($"{c.Step.NewTokens} patches; accepted: a multiple of {v.Merge * v.Merge}, which merge to one token", key: "sequence");
    }
}
