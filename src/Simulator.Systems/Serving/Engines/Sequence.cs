using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Memory;

namespace Simulator.Systems.Serving.Engines;

/// <summary>A request inside an engine.</summary>
/// <param name="arrival">The request.</param>
public sealed class Sequence(Arrival arrival)
{
    /// <summary>The request.</summary>
    public Arrival Arrival { get; } = arrival;

    /// <summary>When its first token was ready, in seconds; NaN before.</summary>
    public double FirstTokenSeconds { get; internal set; } = double.NaN;

    /// <summary>When the first part of its prompt began to be computed, in seconds; NaN before.</summary>
    public double StartedSeconds { get; internal set; } = double.NaN;

    /// <summary>How often it was preempted.</summary>
    public int Preemptions { get; internal set; }

    /// <summary>Tokens that it was answered with so far.</summary>
    public int Generated { get; internal set; }

    /// <summary>Tokens that must be in the cache before it decodes: the prompt, and after a preemption what it had generated.</summary>
    internal int PromptTokens { get; set; } = arrival.Shape.InputTokens;

    /// <summary>Of those, tokens computed.</summary>
    internal int Computed { get; set; }

    /// <summary>The engine's count of decode steps when it began to decode.</summary>
    internal long DecodeStart { get; set; }

    /// <summary>Generated tokens when it began to decode.</summary>
    internal int GeneratedBefore { get; set; }

    /// <summary>Tokens in the cache, as it began to decode or left those that do.</summary>
    internal int CachedTokens { get; set; }

    /// <summary>What it holds of its engine's KV cache; null while it holds nothing.</summary>
    internal KvHolding? Holding { get; set; }

    /// <summary>Blocks that it holds in all, its prefix included, while it decodes speculatively.</summary>
    internal long HeldBlocks { get; set; }

    /// <summary>When its last token was ready, as it left those that decode; while it decodes speculatively, at any time.</summary>
    internal double LastTokenSeconds { get; set; }

    /// <summary>When the host had its cache after a preemption by swap.</summary>
    internal double SwappedSeconds { get; set; }

    /// <summary>The engine that has it; null before.</summary>
    internal Replica? Replica { get; set; }

    /// <summary>When it came to the stage of a fleet in which it is, in seconds.</summary>
    internal double StageSeconds { get; set; }

    /// <summary>Its place among those that decode; null while it does not.</summary>
    internal LinkedListNode<Sequence>? Place { get; set; }

    /// <summary>The decode step after which it is finished.</summary>
    internal long DecodeEnd => DecodeStart + Arrival.Shape.OutputTokens - GeneratedBefore;
}
