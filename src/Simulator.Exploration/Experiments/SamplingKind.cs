namespace Simulator.Exploration.Experiments;

/// <summary>How points of a large space are chosen.</summary>
public enum SamplingKind
{
    /// <summary>Independent and uniform.</summary>
    Random,

    /// <summary>Each of as many equal slices of every parameter as there are points is met once (McKay, Beckman, Conover 1979).</summary>
    LatinHypercube,

    /// <summary>A scrambled Sobol sequence: even in all parameters together (Joe, Kuo 2008).</summary>
    Sobol,
}
