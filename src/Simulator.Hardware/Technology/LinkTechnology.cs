using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Technology;

/// <summary>A kind of serial link, by its bandwidth in one direction.</summary>
public sealed record LinkTechnology
{
    /// <summary>Area of SerDes and controller for 1 GB/s each way; analogue circuits hardly shrink with the process.</summary>
    [Field("gigabyte_per_second_area", Dimension.SquareMetres, Maximum = 1e-3)] public required double GigabytePerSecondSquareMetres { get; init; }

    /// <summary>Energy of one bit sent and received, in joules.</summary>
    [Field("bit_energy", Dimension.Joules, Maximum = 1e-9)] public required double BitJoules { get; init; }
}
