using Simulator.Measurement.Devices.Inputs;

namespace Simulator.Measurement.Precision;

/// <summary>Standard normal numbers by position (Box and Muller 1958).</summary>
/// <param name="seed">The seed.</param>
/// <param name="operand">The number of the operand, from 0.</param>
internal readonly struct NormalValues(ulong seed, int operand)
{
    /// <summary>Streams of random numbers from this on are free.</summary>
    internal const int Streams = 4000;

    private const int First = 3000;
    private const double HalfUnit = 0.5 / (1 << 24);

    private readonly RandomValues radius = new(seed, First + (2 * operand));
    private readonly RandomValues angle = new(seed, First + (2 * operand) + 1);

    /// <summary>The number at a position.</summary>
    internal double At(long index) => Math.Sqrt(-2 * Math.Log(radius.Uniform(index) + HalfUnit)) * Math.Cos(2 * Math.PI * angle.Uniform(index));
}
