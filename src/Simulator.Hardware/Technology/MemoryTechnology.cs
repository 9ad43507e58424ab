using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Technology;

/// <summary>A kind of device memory, by its unit: a stack of HBM, a chip of GDDR, a channel of DDR.</summary>
public sealed record MemoryTechnology
{
    /// <summary>Bandwidth of one unit at the rate at which it is usually run, in bytes per second.</summary>
    [Field("unit_bandwidth", Dimension.BytesPerSecond)] public required double UnitBytesPerSecond { get; init; }

    /// <summary>Area of the interface (PHY and controller) for one unit on the die that drives it; it hardly shrinks with the process.</summary>
    [Field("interface_area", Dimension.SquareMetres, Maximum = 1e-3)] public required double InterfaceSquareMetres { get; init; }

    /// <summary>Energy of one bit read or written: memory device, both interfaces and controller, in joules.</summary>
    [Field("bit_energy", Dimension.Joules, Maximum = 1e-9)] public required double BitJoules { get; init; }

    /// <summary>Power of a gigabyte that is not accessed (refresh, standby), in watts.</summary>
    [Field("gigabyte_power", Dimension.Watts, Minimum = 0, Maximum = 100)] public required double GigabyteWatts { get; init; }

    /// <summary>Cost of a gigabyte in US dollars.</summary>
    [Field("gigabyte_cost", Dimension.Dollars, Maximum = 1e4)] public required double GigabyteDollars { get; init; }

    /// <summary>Area of one unit beside the die on a silicon interposer; 0 where the memory stands on the board.</summary>
    [Field("interposer_area", Dimension.SquareMetres, Minimum = 0, Maximum = 1e-3)] public double InterposerSquareMetres { get; init; }
}
