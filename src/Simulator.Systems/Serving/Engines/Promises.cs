using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Memory;

namespace Simulator.Systems.Serving.Engines;

/// <summary>Blocks that admitted sequences will have taken when they leave, where an engine reserves whole answers (TensorRT-LLM's
/// <c>GUARANTEED_NO_EVICT</c>); nothing where it does not.</summary>
/// <param name="settings">How the engine batches.</param>
/// <param name="pool">Its KV cache.</param>
internal sealed class Promises(EngineSettings settings, KvPool pool)
{
    private long promised;

    /// <summary>Whether there is room for a sequence's whole answer beside those of all admitted ones.</summary>
    internal bool Fits(Sequence sequence) => promised + Of(sequence) <= pool.Blocks;

    /// <summary>A sequence is admitted.</summary>
    internal void Make(Sequence sequence) => promised += Of(sequence);

    /// <summary>A sequence leaves, or goes back to those that wait.</summary>
    internal void Keep(Sequence sequence) => promised -= Of(sequence);

    /// <summary>The tokens of a request that this engine may come to hold.</summary>
    internal long Longest(RequestShape shape) => settings.Role == EngineRole.Prefill ? shape.InputTokens : shape.TotalTokens;

    private long Of(Sequence sequence) => settings.ReserveAnswers ? pool.Needed(Longest(sequence.Arrival.Shape)) : 0;
}
