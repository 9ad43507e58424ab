using static Simulator.Workloads.Models.Parameters.WeightComponent;
using static Simulator.Workloads.Models.Parameters.WeightSharding;

namespace Simulator.Workloads.Models.Parameters;

/// <summary>Lists the parameters of vision and speech encoders.</summary>
internal static class EncoderInventory
{
    internal static IEnumerable<ParameterGroup> OfVision(ModelDescription model)
    {
        if (model.Vision is not { } v)
            yield break;
        double layers = v.Depth, hidden = v.Hidden, merged = v.MergedWidth;
        yield return new ParameterGroup(Vision, hidden * (v.PatchElements + 1 + v.Positions));
        yield return new ParameterGroup(Vision, layers * (4 * hidden * hidden + 2 * hidden * v.Inter + 3 * hidden + v.Inter), Tensor);
        yield return new ParameterGroup(Vision, layers * (2 * hidden + 2 * 2 * hidden));
        yield return new ParameterGroup(Vision, (1 + v.DeepstackMergers) * (merged * merged + merged * v.Output + merged), Tensor);
        yield return new ParameterGroup(Vision, 2 * hidden + 2.0 * v.DeepstackMergers * merged + (1.0 + v.DeepstackMergers) * v.Output);
    }

    internal static IEnumerable<ParameterGroup> OfAudio(ModelDescription model)
    {
        if (model.Audio is not { } audio)
            return [];
        double hidden = model.Hidden;
        return audio.Layers.SelectMany(l => ParameterInventory.OfLayer(model, l))
            .Append(new ParameterGroup(Other, audio.ConvTaps * hidden * (audio.MelBins + hidden) + 2 * hidden + audio.Positions * hidden))
            .Append(ParameterInventory.Norm(model, hidden));
    }
}
