using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Ids of blocks of tokens: 64 bits that differ for all purposes between texts and places in them (one in 2⁶⁴ apart by chance).</summary>
internal static class BlockIds
{
    /// <summary>The id of a text: FNV-1a (Fowler, Noll, Vo) over its characters.</summary>
    internal static ulong OfName(string name)
    {
        var hash = 0xCBF29CE484222325;
        foreach (var c in name)
        {
            hash = (hash ^ c) * 0x100000001B3;
        }

        return hash;
    }

    /// <summary>Ids of the blocks of one text, from a place in it on.</summary>
    /// <param name="text">The text's id.</param>
    /// <param name="first">The first block's place.</param>
    /// <param name="count">How many blocks.</param>
    internal static ImmutableArray<ulong> Numbered(ulong text, int first, int count)
    {
        var ids = ImmutableArray.CreateBuilder<ulong>(count);
        for (var i = first; i < first + count; i++)
        {
            ids.Add(RandomSource.Mix(text + ((ulong)i * 0x9E3779B97F4A7C15)));
        }

        return ids.MoveToImmutable();
    }
}
