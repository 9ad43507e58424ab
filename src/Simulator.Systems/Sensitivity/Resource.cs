namespace Simulator.Systems.Sensitivity;

/// <summary>What an architect can buy more of.</summary>
public enum Resource
{
    /// <summary>Multiply-adds per SM and clock of the tensor cores.</summary>
    TensorRate,

    /// <summary>SMs, everything outside them unchanged.</summary>
    SmCount,

    /// <summary>The clock of SMs, tensor cores and L2.</summary>
    Clock,

    /// <summary>L2 bandwidth.</summary>
    L2Bandwidth,

    /// <summary>L2 capacity.</summary>
    L2Capacity,

    /// <summary>Memory bandwidth.</summary>
    MemoryBandwidth,

    /// <summary>Bandwidth of the links between GPUs, within and between nodes.</summary>
    LinkBandwidth,

    /// <summary>Launch overhead: here more means less of it.</summary>
    Launch,
}
