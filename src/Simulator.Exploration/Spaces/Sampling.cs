namespace Simulator.Exploration.Spaces;

/// <summary>Points in the unit cube, each a pure function of its number and a seed.</summary>
internal abstract class Sampling
{
    /// <summary>One coordinate of a point.</summary>
    /// <param name="index">The point's number, from 0.</param>
    /// <param name="dimension">The coordinate's number, from 0.</param>
    /// <returns>From 0 to below 1.</returns>
    internal abstract double Coordinate(long index, int dimension);
}
