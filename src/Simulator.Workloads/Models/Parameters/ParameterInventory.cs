using static Simulator.Workloads.Models.Parameters.WeightComponent;
using static Simulator.Workloads.Models.Parameters.WeightSharding;

namespace Simulator.Workloads.Models.Parameters;

/// <summary>Lists the parameters of a model, part by part.</summary>
public static class ParameterInventory
{
    /// <summary>Every parameter of the model except multi-token prediction.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The groups, one by one.</returns>
    public static IEnumerable<ParameterGroup> Of(ModelDescription model)
    {
        var layers = model.Layers.SelectMany(l => OfLayer(model, l));
        return BeforeLayers(model).Concat(OfEncoders(model)).Concat(layers).Concat(AfterLayers(model));
    }

    /// <summary>The vision or speech encoder.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The groups; none where it has no such encoder.</returns>
    public static IEnumerable<ParameterGroup> OfEncoders(ModelDescription model) =>
        EncoderInventory.OfVision(model).Concat(EncoderInventory.OfAudio(model));

    /// <summary>What stands before the layers: embeddings of tokens, positions and segments.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The groups.</returns>
    public static IEnumerable<ParameterGroup> BeforeLayers(ModelDescription model)
    {
        var headIsTable = model.TiedEmbeddings && model.HasLmHead;
        yield return new ParameterGroup(Embedding, (double)model.Vocab * model.Hidden, Tensor, headIsTable ? 1 : 0);
        yield return new ParameterGroup(Embedding, (double)(model.LearntPositions + model.TokenTypes) * model.Hidden, ActiveShare: 0);
        if (model.Kind == ModelKind.Encoder)
        {
            yield return Norm(model, model.Hidden);
        }
    }

    /// <summary>What stands after the layers: the last norm and the head.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The groups.</returns>
    public static IEnumerable<ParameterGroup> AfterLayers(ModelDescription model)
    {
        if (model.HasLmHead)
        {
            yield return Norm(model, model.Hidden);
            if (!model.TiedEmbeddings)
                yield return new ParameterGroup(LmHead, (double)model.Vocab * model.Hidden, Tensor);
        }

        if (model.Head is { } head)
            yield return new ParameterGroup(Other, (head.Dense ? (double)model.Hidden * (model.Hidden + 1) : 0) + (double)head.Labels * (model.Hidden + 1));
    }

    /// <summary>One layer with its norms.</summary>
    /// <param name="model">The model, for the width of its residual stream.</param>
    /// <param name="layer">One of its layers.</param>
    /// <returns>The groups.</returns>
    public static IEnumerable<ParameterGroup> OfLayer(ModelDescription model, LayerDescription layer)
    {
        var mixer = layer.Mixer is null ? [] : MixerInventory.Of(model.Hidden, layer.Mixer).Append(Norm(model, model.Hidden));
        var cross = layer.CrossAttention is null ? [] : MixerInventory.Of(model.Hidden, layer.CrossAttention).Append(Norm(model, model.Hidden));
        var feedForward = layer.FeedForward is null ? [] : FeedForwardInventory.Of(model.Hidden, layer.FeedForward).Append(Norm(model, model.Hidden));
        return mixer.Concat(cross).Concat(feedForward);
    }

    /// <summary>Multi-token prediction: per module its layers, the joining projection and three norms.</summary>
    /// <param name="model">The model.</param>
    /// <returns>The groups; none where the model has no such modules.</returns>
    public static IEnumerable<ParameterGroup> OfMtp(ModelDescription model)
    {
        if (model.Mtp is not { } mtp)
            return [];
        var module = mtp.Layers.SelectMany(l => OfLayer(model, l))
            .Append(new ParameterGroup(Attention, 2.0 * model.Hidden * model.Hidden))
            .Append(Norm(model, 3 * model.Hidden))
            .ToList();
        return Enumerable.Repeat(module, mtp.Modules).SelectMany(m => m);
    }

    internal static ParameterGroup Norm(ModelDescription model, double width) => new(Other, width * (model.LayerNorm ? 2 : 1));
}
