namespace Simulator.Systems.Serving.Engines;

/// <summary>What drafts the tokens that speculative decoding verifies.</summary>
public enum DrafterKind
{
    /// <summary>Matches in the text so far: no GPU time.</summary>
    Ngram,

    /// <summary>The model's own multi-token prediction layers.</summary>
    Mtp,

    /// <summary>A smaller model.</summary>
    DraftModel,
}
