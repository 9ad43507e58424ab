using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Gpus;

/// <summary>Process, die and power of a GPU.</summary>
public sealed record PackageDescription
{
    /// <summary>The process, such as <c>TSMC 4N</c>.</summary>
    [Field("process")] public required string Process { get; init; }

    /// <summary>Compute dies that share the SMs.</summary>
    [Field("dies", Minimum = 1, Maximum = 64)] public required int Dies { get; init; }

    /// <summary>Area of the die (of all compute dies together) in square metres; null where it is not published.</summary>
    [Field("die_area", Dimension.SquareMetres, Maximum = 1)] public double? DieAreaSquareMetres { get; init; }

    /// <summary>Transistors; null where the count is not published.</summary>
    [Field("transistors", Minimum = 1e3, Maximum = 1e16)] public double? Transistors { get; init; }

    /// <summary>Thermal design power (board power) in watts.</summary>
    [Field("tdp", Dimension.Watts, Maximum = 1e6)] public required double TdpWatts { get; init; }
}
