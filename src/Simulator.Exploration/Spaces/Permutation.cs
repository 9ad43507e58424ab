using System.Numerics;

namespace Simulator.Exploration.Spaces;

/// <summary>
/// A random permutation of 0 … N-1 that is never stored: a balanced Feistel network over the next even number of bits, walked along its cycle until it is back below N
/// (Black, Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002). The network is less than four times as large as N, so a walk takes fewer than four steps on average.
/// </summary>
/// <param name="key">Chooses the permutation.</param>
/// <param name="count">N, from 1 to 2⁶².</param>
internal readonly struct Permutation(ulong key, long count)
{
    private const int Rounds = 6;

    private readonly int halfBits = Math.Max(1, (65 - BitOperations.LeadingZeroCount((ulong)(count - 1))) / 2);

    /// <summary>Where a number goes.</summary>
    /// <param name="index">The number, from 0 to below N.</param>
    /// <returns>A number from 0 to below N.</returns>
    internal long At(long index)
    {
        var value = (ulong)index;
        do
        {
            value = Encrypt(value);
        }
        while (value >= (ulong)count);
        return (long)value;
    }

    private ulong Encrypt(ulong value)
    {
        var mask = (1UL << halfBits) - 1;
        var (left, right) = (value >> halfBits, value & mask);
        for (var round = 0UL; round < Rounds; round++)
            (left, right) = (right, left ^ (Hash.At(Hash.At(key, round), right) & mask));
        return (left << halfBits) | right;
    }
}
