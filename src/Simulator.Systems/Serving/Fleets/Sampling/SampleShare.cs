using System.Numerics;

namespace Simulator.Systems.Serving.Fleets.Sampling;

/// <summary>The part of a fleet that is simulated: the same part of the engines of every pool, so that the pools keep their proportion.</summary>
/// <param name="Part">Numerator, at least 1.</param>
/// <param name="Whole">Denominator, at least <paramref name="Part"/>.</param>
public readonly record struct SampleShare(int Part, int Whole)
{
    /// <summary>All of it.</summary>
    public static SampleShare All { get; } = new(1, 1);

    /// <summary>Whether all engines are simulated.</summary>
    public bool IsAll => Part >= Whole;

    /// <summary>Engines of the fleet over engines simulated.</summary>
    public double Scale => (double)Whole / Part;

    /// <summary>The smallest part that leaves every pool a number of engines.</summary>
    /// <param name="engines">Engines of each pool; at least one pool.</param>
    /// <param name="least">Engines that are left of every pool, where it has as many.</param>
    /// <returns>The part; its denominator is the greatest common divisor of the numbers.</returns>
    public static SampleShare Of(IReadOnlyList<int> engines, int least)
    {
        ArgumentNullException.ThrowIfNull(engines);
        var whole = (int)engines.Aggregate(BigInteger.Zero, (a, b) => BigInteger.GreatestCommonDivisor(a, b));
        var smallest = engines.Min() / whole;
        return new SampleShare(Math.Min(whole, (least + smallest - 1) / smallest), whole);
    }

    /// <summary>The engines of a pool that are simulated.</summary>
    /// <param name="engines">Engines of the pool, a multiple of <see cref="Whole"/>.</param>
    /// <returns>Their number.</returns>
    public int Engines(int engines) => engines / Whole * Part;
}
