namespace Simulator.Exploration.Spaces;

/// <summary>
/// Random numbers by counter: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014) read at any place of its sequence.
/// </summary>
internal static class Hash
{
    private const ulong GoldenGamma = 0x9E3779B97F4A7C15;

    /// <summary>The finaliser: Stafford's variant 13 of MurmurHash3's. A bijection.</summary>
    internal static ulong Mix(ulong x)
    {
        x = (x ^ (x >> 30)) * 0xBF58476D1CE4E5B9;
        x = (x ^ (x >> 27)) * 0x94D049BB133111EB;
        return x ^ (x >> 31);
    }

    /// <summary>A number of the sequence that a key begins.</summary>
    internal static ulong At(ulong key, ulong counter) => Mix(key + ((counter + 1) * GoldenGamma));

    /// <summary>A key of its own for each dimension.</summary>
    internal static ulong Key(ulong seed, int dimension) => At(Mix(seed + GoldenGamma), (ulong)dimension);

    /// <summary>The top bits of a hash as a number from 0 to below 1.</summary>
    internal static double ToUnit(ulong hash) => (hash >> 11) * (1.0 / (1UL << 53));
}
