namespace Simulator.Workloads.Models;

/// <summary>Refuses shapes that no model has, whatever file they come from, before any product of them is taken.</summary>
internal static class ModelCheck
{
    private const int LargestWidth = 1 << 24;
    private const int LargestHeads = 512;
    private const int MostExperts = 1 << 16;

    /// <summary>What is wrong and what is accepted; null where nothing is.</summary>
    internal static string? ProblemOf(ModelDescription model)
    {
        var audio = model.Audio?.Layers ?? [];
        return Width("hidden", model.Hidden) ?? Width("vocab", model.Vocab)
            ?? model.Layers.Concat(audio).Concat(model.Mtp?.Layers ?? []).Distinct().Select(ProblemOf).FirstOrDefault(p => p is not null)
            ?? (model.Vision is { } v ? ProblemOf(v) : null)
            ?? (model.Audio is { } a ? Width("a convolution", (long)a.MelBins * a.ConvTaps) ?? Width("a convolution", (long)model.Hidden * a.ConvTaps) : null);
    }

    private static string? ProblemOf(LayerDescription layer) => ProblemOf(layer.Mixer) ?? ProblemOf(layer.CrossAttention) ?? ProblemOf(layer.FeedForward);

    private static string? ProblemOf(Mixer? mixer) => mixer switch
    {
        AttentionMixer a => Heads(a.Heads) ?? Width("queries", 2L * a.Heads * a.HeadDim),
        MlaMixer m => Heads(m.Heads) ?? Width("queries", m.Heads * ((long)m.NopeDim + m.RopeDim)) ?? Width("keys and values", m.Heads * ((long)m.NopeDim + m.VDim))
            ?? Width("the latents", (long)m.QLoraRank + m.KvLoraRank + m.RopeDim),
        Mamba2Mixer m => Width("a Mamba-2 projection", (2L * m.Heads * m.HeadDim) + m.Heads) ?? Width("B and C", 2.0 * m.Groups * m.DState)
            ?? Width("a convolution", m.DConv) ?? Width("a chunk", m.Chunk),
        DeltaNetMixer d => Width("keys", 2.0 * d.KeyHeads * d.KeyDim) ?? Width("values", 2.0 * d.ValueHeads * d.ValueDim) ?? Width("a convolution", d.DConv),
        _ => null,
    };

    private static string? ProblemOf(FeedForward? feedForward) => feedForward switch
    {
        DenseFeedForward d => Width("a feed-forward", 2L * d.Inter),
        MoeFeedForward m => Width("an expert", 2L * m.Inter) ?? Width("the shared expert", 2L * m.SharedInter) ?? Width("the latent", m.Latent)
            ?? (m.Experts > MostExperts ? $"{m.Experts} experts; accepted: at most {MostExperts}" : null),
        _ => null,
    };

    private static string? ProblemOf(VisionEncoder v) => Heads(v.Heads) ?? Width("a patch", (double)v.Channels * v.Frames * v.Patch * v.Patch)
        ?? Width("merged patches", (double)v.Hidden * v.Merge * v.Merge) ?? Width("the vision encoder's feed-forward", v.Inter) ?? Width("a merged token", v.Output)
        ?? (v.Depth > Catalog.LayerSequence.LongestSequence ? $"{v.Depth} layers of the vision encoder; accepted: at most {Catalog.LayerSequence.LongestSequence}" : null);

    private static string? Heads(int heads) => heads > LargestHeads ? $"{heads} attention heads; accepted: at most {LargestHeads}" : null;

    private static string? Width(string what, double width) => width > LargestWidth ? $"{width:0} columns of {what}; accepted: at most {LargestWidth}" : null;
}
