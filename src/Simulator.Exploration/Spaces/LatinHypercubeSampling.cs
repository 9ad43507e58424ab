using System.Numerics;

namespace Simulator.Exploration.Spaces;

/// <summary>
/// Latin hypercube sampling (McKay, Beckman, Conover, Technometrics 21, 1979): every dimension is cut into N equal cells, a random permutation of its own gives
/// each point its cell, and the point lies anywhere in it.
/// </summary>
internal sealed class LatinHypercubeSampling(ulong seed, long count) : Sampling
{
    // Few enough bits that cell + jitter, and the division by N, keep the point inside its cell.
    private readonly int jitterBits = 48 - BitLength(count);

    internal override double Coordinate(long index, int dimension)
    {
        var key = Hash.Key(seed, dimension);
        var cell = new Permutation(key, count).At(index);
        var jitter = ((Hash.At(Hash.Mix(key), (ulong)index) >> (64 - jitterBits)) + 0.5) / (1UL << jitterBits);
        return (cell + jitter) / count;
    }

    private static int BitLength(long value) => 64 - BitOperations.LeadingZeroCount((ulong)value);
}
