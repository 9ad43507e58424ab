namespace Simulator.Timing.Tests.Cases;

/// <summary>What a designer can add to a GPU.</summary>
internal enum Resource
{
    MemoryBandwidth,
    L2Bandwidth,
    L2Capacity,
    Sms,
    Clock,
    LaunchTime,
    SharedMemory,
    SpecialFunctions,
    TensorRate,
    Power,
    LinkBandwidth,
}
