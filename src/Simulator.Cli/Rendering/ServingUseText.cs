using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Cli.Rendering;

/// <summary>What the parts of an engine did in a serving run, a line each; parts that are off have none.</summary>
internal static class ServingUseText
{
    /// <summary>What the KV cache has room for.</summary>
    public static string Capacity(ServingSystem serving)
    {
        var (layout, blocks) = (serving.Budget.Layout, serving.KvBlocks);
        return layout.Grows
            ? FormattableString.Invariant($"{serving.KvTokens} tokens")
            : FormattableString.Invariant($"{blocks / Math.Max(1, layout.ConstantBlocks)} sequences");
    }

    /// <summary>The lines.</summary>
    public static IEnumerable<string> Lines(ServingSystem serving, ServingResult result)
    {
        var settings = serving.Settings;
        if (settings.Prefixes is not null)
        {
            var cache = result.Cache;
            yield return Text($"prefix cache: {100 * cache.HitRate:0.0} % of {cache.PromptTokens} prompt tokens were cached");
            foreach (var t in cache.Tiers)
            {
                var loaded = Text($"{t.HitTokens} tokens loaded by {t.Loads} prompts ({t.LoadedBytes / 1e9:0.###} GB in {t.LoadSeconds:0.###} s)");
                yield return Text($"  {t.Name}: {loaded}, {t.WrittenBytes / 1e9:0.###} GB written");
            }
        }

        if (settings.Swap is not null)
        {
            var swaps = result.Swaps;
            yield return Text($"swaps: {swaps.Out} to the host, {swaps.In} back, {swaps.Bytes / 1e9:0.###} GB of each rank");
        }

        if (settings.Speculation is { } speculation && result.Speculation.Verifications > 0)
        {
            var (tokens, expected) = (result.Speculation.TokensPerStep, speculation.ExpectedTokens);
            var drafts = speculation.Drafts;
            yield return Text($"speculation: {tokens:0.000} tokens per sequence and step ({expected:0.000} expected without ends), {drafts} drafted");
        }

        if (settings.Graphs is not null)
        {
            var l = result.Launches;
            yield return Text($"CUDA graphs: {100 * l.PaddingShare:0.00} % of tokens are padding, {l.Piecewise} steps piecewise, {l.Eager} kernel by kernel");
        }
    }

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
