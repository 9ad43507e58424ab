namespace Simulator.Hardware.Silicon;

/// <summary>What operations cost on one GPU at its own clocks, in joules at the chips' supplies, and what it draws without any.</summary>
public readonly record struct GpuEnergies
{
    /// <summary>One 16-bit FLOP of a tensor core.</summary>
    public required double TensorFlop { get; init; }

    /// <summary>One tensor operation on 8 bits and fewer.</summary>
    public required double NarrowTensorFlop { get; init; }

    /// <summary>One FP32 FLOP of the vector lanes.</summary>
    public required double VectorFlop { get; init; }

    /// <summary>One special function.</summary>
    public required double SfuOperation { get; init; }

    /// <summary>One byte of shared memory.</summary>
    public required double SharedByte { get; init; }

    /// <summary>One byte from L2 to SM.</summary>
    public required double L2Byte { get; init; }

    /// <summary>One byte of device memory: the memory and both interfaces; the way through the L2 counts apart.</summary>
    public required double MemoryByte { get; init; }

    /// <summary>One byte sent to and received from another GPU.</summary>
    public required double LinkByte { get; init; }

    /// <summary>Leakage of all dies in watts.</summary>
    public required double LeakageWatts { get; init; }

    /// <summary>Clock network and idle pipelines at the boost clock, in watts.</summary>
    public required double ClockWatts { get; init; }

    /// <summary>Standby and refresh of the device memory, in watts.</summary>
    public required double MemoryStandbyWatts { get; init; }

    /// <summary>What the board draws while awake but idle, at the chips' supplies, in watts.</summary>
    public double StaticWatts => LeakageWatts + ClockWatts + MemoryStandbyWatts;
}
