namespace Simulator.Systems.Serving.Engines;

/// <summary>What becomes of the cache of a sequence that is preempted because a decode finds no block.</summary>
public enum PreemptionPolicy
{
    /// <summary>It is dropped, and computed again later.</summary>
    Recompute,

    /// <summary>It goes to the host's memory and comes back when blocks are free; where the host keeps no more it is dropped.</summary>
    Swap,
}
