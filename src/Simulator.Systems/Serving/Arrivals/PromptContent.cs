using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Arrivals;

/// <summary>
/// What the tokens of a request are, for prefix caches: ids of its leading whole blocks, prompt first, then the answer as far as a later request repeats it.
/// Two requests share as many tokens as their ids agree from the first on. Tokens beyond the listed blocks are shared with nobody.
/// </summary>
/// <param name="BlockTokens">Tokens of a block, at least 1.</param>
/// <param name="Blocks">An id for each block; an id stands for the block and all before it.</param>
public sealed record PromptContent(int BlockTokens, ImmutableArray<ulong> Blocks);
