namespace Simulator.Measurement.Numerics;

/// <summary>What becomes of a value that rounds beyond the largest one (OCP OFP8 1.0 defines both for conversions to 8 bits).</summary>
public enum Overflow
{
    /// <summary>The largest value with the same sign; infinities as well.</summary>
    Saturate,

    /// <summary>Infinity where the type has one, else NaN, else the largest value.</summary>
    Special,
}
