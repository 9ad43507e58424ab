using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Metrics;

/// <summary>What the prefix cache saved.</summary>
/// <param name="PromptTokens">Tokens of all prompts as they were taken up, those that came back after a preemption included.</param>
/// <param name="CachedTokens">Of these, tokens that an earlier prompt had, in any tier: they were not computed.</param>
/// <param name="Tiers">What moved between the GPU and the tiers below, those that nothing reached left out.</param>
public sealed record CacheUse(long PromptTokens, long CachedTokens, ImmutableArray<TierUse> Tiers)
{
    /// <summary>Nothing.</summary>
    public static CacheUse None { get; } = new(0, 0, []);

    /// <summary>Cached over all prompt tokens, from 0 to 1; 0 without any.</summary>
    public double HitRate => PromptTokens > 0 ? (double)CachedTokens / PromptTokens : 0;

    /// <summary>Both together.</summary>
    internal CacheUse Plus(CacheUse other)
    {
        var tiers = Tiers.Concat(other.Tiers).GroupBy(t => t.Name, StringComparer.Ordinal).Select(g => g.Aggregate((a, b) => a.Plus(b)));
        return new CacheUse(PromptTokens + other.PromptTokens, CachedTokens + other.CachedTokens, [.. tiers]);
    }
}
