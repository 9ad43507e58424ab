using Simulator.Systems.Serving.Variates;

namespace Simulator.Systems.Serving.Arrivals;

/// <summary>What sessions of several turns are like.</summary>
/// <param name="Turns">Turns of a session; rounded, at least 1.</param>
/// <param name="Think">Seconds between an answer and the next turn.</param>
public sealed record SessionSettings(IVariate Turns, IVariate Think)
{
    /// <summary>Tokens of the system prompt with which every session begins; 0 without one.</summary>
    public int SystemPromptTokens { get; init; }

    /// <summary>Different system prompts, at least 1; each session has one of them, drawn evenly.</summary>
    public int SystemPrompts { get; init; } = 1;

    /// <summary>The most tokens of prompt and answer together; a session ends before a turn that would exceed it.</summary>
    public long MaxTokens { get; init; } = long.MaxValue;

    /// <summary>Tokens of the blocks that are named for prefix caches, at least 1.</summary>
    public int BlockTokens { get; init; } = 16;
}
