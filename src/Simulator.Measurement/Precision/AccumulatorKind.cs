namespace Simulator.Measurement.Precision;

/// <summary>The arithmetic in which products are summed.</summary>
public enum AccumulatorKind
{
    /// <summary>Double precision.</summary>
    Exact,

    /// <summary>fp32, one fused multiply-add after the other.</summary>
    Fp32,

    /// <summary>Whole numbers.</summary>
    Int32,

    /// <summary>Few bits, aligned and truncated: <see cref="LimitedAccumulator"/>.</summary>
    Limited,
}
