namespace Simulator.Exploration.Spaces;

/// <summary>How the points of a design space are chosen.</summary>
public enum SamplingMethod
{
    /// <summary>Every combination of all levels.</summary>
    Grid,

    /// <summary>Independent uniform points.</summary>
    Random,

    /// <summary>Each of N equal parts of every parameter's axis holds one of the N points.</summary>
    LatinHypercube,

    /// <summary>A scrambled Sobol sequence: evenly spread in every parameter and in most pairs of them.</summary>
    Sobol,
}
