using System.Numerics;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Spaces;

/// <summary>
/// The Sobol sequence with nested uniform scrambling (Owen, "Randomly permuted (t,m,s)-nets and (t,s)-sequences", 1995): a binary digit is flipped by a
/// hash of the digits before it, of seed and dimension, so that every coordinate is uniform and the sequence stays as evenly spread. The first points do
/// not depend on how many are drawn; powers of two are spread best.
/// </summary>
internal sealed class SobolSampling : Sampling
{
    // Points below 2³⁷ > MaximumCount differ within their first 37 digits in every dimension: behind those, one hash scrambles all.
    private const int NestedDigits = 37;

    private readonly ulong seed;

    /// <summary>Prepares the sequence.</summary>
    /// <exception cref="InputException">There are more dimensions than direction numbers.</exception>
    internal SobolSampling(ulong seed, int dimensions)
    {
        if (dimensions > SobolDirections.Dimensions)
        {
            throw new InputException($"sobol sampling of {dimensions} parameters; accepted: at most {SobolDirections.Dimensions} parameters, "
                + "or the sampling latin-hypercube or random");
        }

        this.seed = seed;
    }

    internal override double Coordinate(long index, int dimension) =>
        Scramble(Digits(index, dimension), Hash.Key(seed, dimension)) * (1.0 / (1UL << SobolDirections.Bits));

    /// <summary>A coordinate without scrambling, as <see cref="SobolDirections.Bits"/> binary digits.</summary>
    internal static ulong Digits(long index, int dimension)
    {
        var directions = SobolDirections.All[dimension].AsSpan();
        var digits = 0UL;
        for (var rest = (ulong)index; rest != 0; rest &= rest - 1)
            digits ^= directions[BitOperations.TrailingZeroCount(rest)];
        return digits;
    }

    private static ulong Scramble(ulong digits, ulong key)
    {
        var flips = 0UL;
        for (var done = 0; done < NestedDigits; done++)
        {
            // The digits before this one behind a leading 1, so that prefixes of different lengths differ.
            var prefix = (1UL << done) | (digits >> (SobolDirections.Bits - done));
            flips = (flips << 1) | (Hash.At(key, prefix) >> 63);
        }

        var rest = SobolDirections.Bits - NestedDigits;
        var tail = Hash.At(key, (1UL << NestedDigits) | (digits >> rest)) >> (64 - rest);
        return digits ^ (flips << rest) ^ tail;
    }
}
