namespace Simulator.Timing.Estimates;

/// <summary>The resource that decides how long an operator takes.</summary>
public enum Bound
{
    /// <summary>Matrix instructions.</summary>
    Tensor,

    /// <summary>Vector (CUDA core) instructions.</summary>
    Vector,

    /// <summary>Special function units: exponentials.</summary>
    Sfu,

    /// <summary>Shared-memory bandwidth.</summary>
    SharedMemory,

    /// <summary>L2 bandwidth.</summary>
    L2,

    /// <summary>Device-memory bandwidth.</summary>
    Memory,

    /// <summary>Links between GPUs.</summary>
    Link,

    /// <summary>Launch, memory latency, pipeline fill and synchronisation: time that no rate would shorten.</summary>
    Latency,
}
