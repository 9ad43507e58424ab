using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Technology;

/// <summary>A manufacturing process: what its transistors take in area and energy, and what its wafers cost.</summary>
public sealed record ProcessDescription
{
    /// <summary>Area of the same logic relative to TSMC N7.</summary>
    [Field("logic_area", Maximum = 100)] public required double LogicArea { get; init; }

    /// <summary>Area of one bit of the densest SRAM cell, without any periphery.</summary>
    [Field("sram_cell", Dimension.SquareMetres, Maximum = 1e-9)] public required double SramCellSquareMetres { get; init; }

    /// <summary>Dynamic energy of the same logic at its nominal clock relative to TSMC 4N.</summary>
    [Field("energy", Maximum = 100)] public required double Energy { get; init; }

    /// <summary>Leakage of a hot die in watts per square metre.</summary>
    [Field("leakage", Dimension.WattsPerSquareMetre, Minimum = 0)] public required double LeakageWattsPerSquareMetre { get; init; }

    /// <summary>Clock at which <see cref="Energy"/> holds, in hertz.</summary>
    [Field("nominal_clock", Dimension.Hertz, Minimum = 1e6, Maximum = 1e11)] public required double NominalClockHz { get; init; }

    /// <summary>The highest clock at which GPUs in the process were sold, in hertz; beyond it only voltage helps.</summary>
    [Field("top_clock", Dimension.Hertz, Minimum = 1e6, Maximum = 1e11)] public required double TopClockHz { get; init; }

    /// <summary>Diameter of a wafer in metres.</summary>
    [Field("wafer_diameter", Dimension.Metres, Maximum = 1)] public required double WaferDiameterMetres { get; init; }

    /// <summary>What a processed wafer costs its buyer, in US dollars.</summary>
    [Field("wafer_cost", Dimension.Dollars, Maximum = 1e7)] public required double WaferDollars { get; init; }

    /// <summary>Defects that kill a circuit, per square metre.</summary>
    [Field("defect_density", Dimension.PerSquareMetre, Minimum = 0, Maximum = 1e7)] public required double DefectsPerSquareMetre { get; init; }
}
