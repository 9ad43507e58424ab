namespace Simulator.Hardware.Gpus;

/// <summary>A level of the memory hierarchy, as in a roofline.</summary>
public enum MemoryLevel
{
    /// <summary>The shared memories of all SMs together.</summary>
    SharedMemory,

    /// <summary>The last-level cache.</summary>
    L2,

    /// <summary>The device memory.</summary>
    Memory,
}
