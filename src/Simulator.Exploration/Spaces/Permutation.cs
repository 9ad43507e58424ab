using System.Numerics;

namespace Simulator.Exploration.Spaces;

/// <summary>
/// A random permutation of 0 … N-1 that is never stored: a balanced Feistel network over the next even number of bits, walked along its cycle until it is
/// back below N (Black, Rogaway, "Ciphers with arbitrary finite domains", CT-RSA 2002). The network is at most four times as large as N, so a walk takes
/// four steps or fewer on average. A Feistel network is an even permutation: whether 0 and 1 change places before makes half of all keys odd. Ten rounds:
/// with six, permutations of five are visibly uneven.
/// </summary>
/// <param name="key">Chooses the permutation.</param>
/// <param name="count">N, from 1 to 2⁶².</param>
internal readonly struct Permutation(ulong key, long count)
{
    private const int Rounds = 10;

    private readonly ulong swap = count > 1 ? Hash.At(key, ulong.MaxValue - 1) >> 63 : 0;

    private readonly int halfBits = Math.Max(1, (65 - BitOperations.LeadingZeroCount((ulong)(count - 1))) / 2);

    /// <summary>Where a number goes.</summary>
    /// <param name="index">The number, from 0 to below N.</param>
    /// <returns>A number from 0 to below N.</returns>
    internal long At(long index)
    {
        var value = index < 2 ? (ulong)index ^ swap : (ulong)index;
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
            (left, right) = (right, left ^ (Hash.At(key, (round << 32) | right) & mask));
        return (left << halfBits) | right;
    }
}
