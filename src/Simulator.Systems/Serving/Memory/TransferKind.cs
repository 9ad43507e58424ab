namespace Simulator.Systems.Serving.Memory;

/// <summary>Why blocks move between a GPU and another memory.</summary>
public enum TransferKind
{
    /// <summary>A prompt finds its prefix in a lower tier.</summary>
    Load,

    /// <summary>Blocks that a tier gives up are written to the one below.</summary>
    Write,

    /// <summary>A sequence is preempted.</summary>
    SwapOut,

    /// <summary>A preempted sequence comes back.</summary>
    SwapIn,
}
