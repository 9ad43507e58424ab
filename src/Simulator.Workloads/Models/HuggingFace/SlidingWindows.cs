namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>Which layers see only a window.</summary>
internal static class SlidingWindows
{
    private const string Sliding = "sliding_attention", Full = "full_attention";

    /// <summary>The window of each layer, 0 for none.</summary>
    /// <param name="config">The configuration.</param>
    /// <param name="layers">Layers.</param>
    /// <param name="inAllLayers">Whether <c>sliding_window</c> alone means every layer (Mistral); else <c>use_sliding_window</c> is needed too (Qwen).</param>
    internal static int[] Of(ConfigObject config, int layers, bool inAllLayers)
    {
        if (config.Has("layer_types"))
        {
            var types = config.Texts("layer_types");
            if (types.Count != layers)
                throw config.Error("layer_types", $"{types.Count} entries for {layers} layers");
            var unknown = types.FirstOrDefault(t => t is not (Sliding or Full));
            if (unknown is not null)
                throw config.Error("layer_types", $"unknown type '{unknown}'; accepted: {Sliding}, {Full}");
            return [.. types.Select(t => t == Sliding ? config.Count("sliding_window") : 0)];
        }

        var slides = config.Has("sliding_window") && (inAllLayers || config.FlagOr("use_sliding_window", false));
        var first = inAllLayers ? 0 : config.CountOr("max_window_layers", 0, minimum: 0);
        return [.. Enumerable.Range(0, layers).Select(i => slides && i >= first ? config.Count("sliding_window") : 0)];
    }
}
