using Simulator.Hardware.Technology;

namespace Simulator.Hardware.Silicon;

/// <summary>
/// What a GPU would draw, in watts at the board's input, each resource at its full rate and boost clock. They cannot all run at their full rates within
/// the board's power; <see cref="TdpWatts"/> is what a mixed load draws, <see cref="RelativeClock"/> what a cap leaves.
/// </summary>
public readonly record struct ChipPowerEstimate
{
    /// <summary>Leakage and standby: drawn at any clock.</summary>
    public required double StandbyWatts { get; init; }

    /// <summary>Clock network and idle pipelines.</summary>
    public required double ClockWatts { get; init; }

    /// <summary>Tensor cores at their dense 16-bit rate.</summary>
    public required double TensorWatts { get; init; }

    /// <summary>Vector lanes at their FP32 rate.</summary>
    public required double VectorWatts { get; init; }

    /// <summary>Device memory at its full bandwidth, with the way through the L2.</summary>
    public required double MemoryWatts { get; init; }

    /// <summary>Links at their full bandwidth both ways.</summary>
    public required double LinkWatts { get; init; }

    /// <summary>The board's power that a vendor would state: the design load of the technology.</summary>
    public required double TdpWatts { get; init; }

    /// <summary>The least energy of an operation at any clock relative to that at the boost clock.</summary>
    public required double VoltageFloor { get; init; }

    /// <summary>Awake but idle.</summary>
    public double IdleWatts => StandbyWatts + ClockWatts;

    /// <summary>A dense 16-bit matrix load at the boost clock, operands from the device memory included at the share of a large product.</summary>
    public double FullTensorLoadWatts => PowerAt(1, FullTensorLoad);

    /// <summary>Tensor cores busy all the time, and a third of the memory's bandwidth.</summary>
    public static DesignLoad FullTensorLoad { get; } = new() { Tensor = 1, Vector = 0, Memory = 1.0 / 3, Links = 0 };

    /// <summary>The parts of the design load by name, in watts; they sum to <see cref="TdpWatts"/>.</summary>
    /// <param name="load">The load.</param>
    /// <returns>The parts.</returns>
    public IReadOnlyList<SiliconPart> Parts(DesignLoad load) =>
    [
        new("leakage and standby", StandbyWatts), new("clocks", ClockWatts), new("tensor cores", load.Tensor * TensorWatts),
        new("vector lanes", load.Vector * VectorWatts), new("memory", load.Memory * MemoryWatts), new("links", load.Links * LinkWatts),
    ];

    /// <summary>
    /// Power of a load while the chip runs at a fraction x of its boost clock: what is clocked goes with x · max(floor, x²), memory and links stay.
    /// </summary>
    /// <param name="relativeClock">x, above 0 and up to 1.</param>
    /// <param name="load">The load at the boost clock.</param>
    /// <returns>Watts.</returns>
    public double PowerAt(double relativeClock, DesignLoad load) => StandbyWatts + load.Memory * MemoryWatts + load.Links * LinkWatts
        + Clocked(load) * relativeClock * Math.Max(VoltageFloor, relativeClock * relativeClock);

    /// <summary>The clock that a cap on the board's power leaves, relative to the boost clock.</summary>
    /// <param name="capWatts">The cap.</param>
    /// <param name="load">The load at the boost clock; for tensor cores at full rate <see cref="FullTensorLoad"/>.</param>
    /// <returns>From 0 to 1; 0 where the cap does not even leave what memory, links and standby draw.</returns>
    public double RelativeClock(double capWatts, DesignLoad load)
    {
        var clocked = Clocked(load);
        var left = capWatts - (StandbyWatts + load.Memory * MemoryWatts + load.Links * LinkWatts);
        if (left >= clocked)
        {
            return 1;
        }

        if (left <= 0)
        {
            return 0;
        }

        var ratio = left / clocked;
        var x = Math.Cbrt(ratio);
        return Math.Min(1, x * x >= VoltageFloor ? x : ratio / VoltageFloor);
    }

    private double Clocked(DesignLoad load) => ClockWatts + load.Tensor * TensorWatts + load.Vector * VectorWatts;
}
