using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>The blocks that an engine was sent last, as many as fit.</summary>
/// <param name="limit">Most blocks, at least 1.</param>
internal sealed class RecentBlocks(int limit)
{
    private readonly Dictionary<ulong, LinkedListNode<ulong>> places = [];
    private readonly LinkedList<ulong> order = [];

    /// <summary>How many blocks from the first on are known. An id stands for its block and all before it, so that a search by halves finds the last.</summary>
    internal int Known(ImmutableArray<ulong> blocks)
    {
        var (known, unknown) = (0, blocks.Length + 1);
        while (unknown - known > 1)
        {
            var middle = (known + unknown) / 2;
            (known, unknown) = places.ContainsKey(blocks[middle - 1]) ? (middle, unknown) : (known, middle);
        }

        return known;
    }

    /// <summary>Remembers blocks, the first ones longest: a block without those before it is of no use.</summary>
    internal void Add(ImmutableArray<ulong> blocks)
    {
        for (var i = blocks.Length - 1; i >= 0; i--)
        {
            if (places.TryGetValue(blocks[i], out var place))
            {
                order.Remove(place);
                order.AddLast(place);
            }
            else
            {
                places[blocks[i]] = order.AddLast(blocks[i]);
            }
        }

        while (order.Count > limit)
        {
            places.Remove(order.First!.Value);
            order.RemoveFirst();
        }
    }
}
