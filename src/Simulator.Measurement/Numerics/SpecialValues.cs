namespace Simulator.Measurement.Numerics;

/// <summary>What the codes of an element type hold beside finite values.</summary>
public enum SpecialValues
{
    /// <summary>Nothing: every code is a finite value (e2m1, e2m3, e3m2; OCP Microscaling Formats 1.0, section 5.3).</summary>
    None,

    /// <summary>NaN alone, all bits but the sign set (e4m3; OCP OFP8 1.0).</summary>
    NaN,

    /// <summary>The largest exponent: infinities where the fraction is 0, else NaN (IEEE 754; e5m2).</summary>
    InfinityAndNaN,

    /// <summary>Two's complement whose most negative code is not used and reads as NaN.</summary>
    Integer,
}
