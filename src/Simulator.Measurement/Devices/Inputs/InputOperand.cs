using System.Collections.Immutable;
using Simulator.Hardware.Formats;

namespace Simulator.Measurement.Devices.Inputs;

/// <summary>An operand that is to be made.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Format">Its format.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Scaling">Which elements share a scale.</param>
/// <param name="Value">The value at a position, from the operand's random numbers.</param>
internal sealed record InputOperand(
    string Name, NumberFormat Format, ImmutableArray<int> Shape, ScaleLayout Scaling, Func<RandomValues, long, float> Value);
