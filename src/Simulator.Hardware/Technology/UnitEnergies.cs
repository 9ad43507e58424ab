using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Technology;

/// <summary>
/// Energies of operations in TSMC 4N at its nominal clock; others by <see cref="ProcessDescription.Energy"/> and by the clock. An operation of a tensor
/// core includes what its operands move inside the SM.
/// </summary>
public sealed record UnitEnergies
{
    /// <summary>One 16-bit FLOP of a tensor core.</summary>
    [Field("tensor_flop", Dimension.Joules, Maximum = 1e-9)] public required double TensorFlopJoules { get; init; }

    /// <summary>One operation of a tensor core on 8 bits and fewer relative to 16.</summary>
    [Field("narrow_energy", Maximum = 1)] public required double NarrowEnergy { get; init; }

    /// <summary>One FP32 FLOP of the vector lanes, instruction and registers included.</summary>
    [Field("vector_flop", Dimension.Joules, Maximum = 1e-9)] public required double VectorFlopJoules { get; init; }

    /// <summary>One special function, instruction and registers included.</summary>
    [Field("sfu_operation", Dimension.Joules, Maximum = 1e-9)] public required double SfuOperationJoules { get; init; }

    /// <summary>One byte of shared memory.</summary>
    [Field("shared_byte", Dimension.Joules, Maximum = 1e-9)] public required double SharedByteJoules { get; init; }

    /// <summary>One byte from the L2 to an SM: the array, its tags and the way across the die.</summary>
    [Field("l2_byte", Dimension.Joules, Maximum = 1e-9)] public required double L2ByteJoules { get; init; }

    /// <summary>Power of a die that is awake but idle besides leakage (clock network, idle pipelines), at the nominal clock.</summary>
    [Field("clock_power", Dimension.WattsPerSquareMetre, Minimum = 0)] public required double ClockWattsPerSquareMetre { get; init; }

    /// <summary>
    /// Exponent of energy per operation over clock between designs: a design buys clock with stages and sizing as well as with voltage. Above a process's
    /// top clock, and where one chip is slowed down or sped up, energy goes with the square of the clock.
    /// </summary>
    [Field("clock_exponent", Minimum = 0, Maximum = 2)] public required double ClockExponent { get; init; }

    /// <summary>Least energy of one operation at any clock relative to that at the boost clock: voltage has a floor.</summary>
    [Field("voltage_floor", Maximum = 1)] public required double VoltageFloor { get; init; }

    /// <summary>Share of a board's power that reaches its chips: the rest is lost in voltage conversion.</summary>
    [Field("conversion_efficiency", Maximum = 1)] public required double ConversionEfficiency { get; init; }
}
