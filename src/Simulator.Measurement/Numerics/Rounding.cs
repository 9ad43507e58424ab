namespace Simulator.Measurement.Numerics;

/// <summary>How a value between two others of a format is rounded.</summary>
public enum Rounding
{
    /// <summary>To the nearest one, ties to the one with an even code.</summary>
    NearestEven,

    /// <summary>Up or down at random, each in proportion to how near it is: right on average (Gupta and others, "Deep Learning with Limited Numerical
    /// Precision", 2015).</summary>
    Stochastic,
}
