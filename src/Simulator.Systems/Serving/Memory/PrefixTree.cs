using System.Numerics;
using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Memory;

/// <summary>
/// The radix tree of computed prefixes (Zheng et al., "SGLang", 2024): a node for some whole blocks of prompts, below the one that precedes them. Nodes
/// are counted by the sequences that use them; those that nobody uses are given up from the leaves, by the policy: to the next tier that can hold them,
/// or for good. A node is in one tier at a time. Prompts whose content has blocks of other lengths than the first one's are not kept.
/// </summary>
internal sealed class PrefixTree
{
    private readonly KvPool pool;
    private readonly PrefixSettings settings;
    private readonly Action<KvTransfer> transferred;
    private readonly Dictionary<(long Parent, ulong Id), CachedBlock> nodes = [];
    private readonly SortedSet<CachedBlock>[] listed;
    private readonly CachedBlock root;
    private int contentTokens;
    private int idsPerNode;
    private long numbers;
    private long clock;

    internal PrefixTree(KvPool pool, PrefixSettings settings, Action<KvTransfer> transferred)
    {
        (this.pool, this.settings, this.transferred) = (pool, settings, transferred);
        Tiers = [.. settings.Tiers.Select(t => new TierStore(t, pool.Layout.BlockBytes))];
        var order = Comparer<CachedBlock>.Create((a, b) => a.Rank.CompareTo(b.Rank));
        listed = [.. Enumerable.Range(0, Tiers.Length + 1).Select(_ => new SortedSet<CachedBlock>(order))];
        root = new CachedBlock(null, 0, numbers++, 0, listed.Length) { References = 1 };
        pool.Evict = Evict;
    }

    /// <summary>Tiers below the GPU.</summary>
    internal TierStore[] Tiers { get; }

    /// <summary>The time, in seconds: when blocks that are given up are written.</summary>
    internal double Now { get; set; }

    /// <summary>Tokens of a node; 0 before the first prompt.</summary>
    internal int NodeTokens { get; private set; }

    /// <summary>Blocks of a node in layers that see all tokens.</summary>
    internal long NodeBlocks { get; private set; }

    /// <summary>Nodes in all tiers.</summary>
    internal int Count => nodes.Count;

    /// <summary>Blocks of the nodes on the GPU.</summary>
    internal long Blocks => nodes.Values.Sum(n => n.Tier == 0 ? n.Cost : 0);

    /// <summary>Whole nodes of a prompt's content; 0 where it has none, or none that can be kept.</summary>
    internal int NodesOf(PromptContent? content)
    {
        if (content is null)
        {
            return 0;
        }

        if (contentTokens == 0)
        {
            Begin(content.BlockTokens);
        }

        return content.BlockTokens == contentTokens ? content.Blocks.Length / idsPerNode : 0;
    }

    /// <summary>The longest prefix that is kept, in whichever tiers.</summary>
    /// <param name="content">The prompt.</param>
    /// <param name="mostTokens">Tokens that it may have at most.</param>
    /// <returns>Its last node; null where there is none.</returns>
    internal CachedBlock? Match(PromptContent? content, int mostTokens)
    {
        var most = NodesOf(content);
        CachedBlock? usable = null;
        var at = root;
        for (var i = 0; i < most && at.Depth + NodeTokens <= mostTokens && Child(at, content!, i) is { } child; i++)
        {
            at = child;
            usable = pool.Layout.SnapshotBlocks == 0 || at.Snapshot ? at : usable;
        }

        return usable;
    }

    /// <summary>The node that follows another one; null where it is not kept.</summary>
    internal CachedBlock? Child(CachedBlock? parent, PromptContent content, int index) =>
        nodes.GetValueOrDefault(((parent ?? root).Number, Id(content, index)));

    /// <summary>Blocks beyond the layers that see all tokens that a further node takes.</summary>
    internal long ExtraAfter(CachedBlock? parent) => WindowBlocks + (EndsSpan(parent) ? pool.Layout.SnapshotBlocks : 0);

    /// <summary>Adds a node that a sequence has computed and uses; its blocks are taken already.</summary>
    internal CachedBlock Add(CachedBlock? parent, PromptContent content, int index)
    {
        var above = parent ?? root;
        var node = new CachedBlock(above, Id(content, index), numbers++, above.Depth + NodeTokens, listed.Length)
        {
            Cost = NodeBlocks + ExtraAfter(parent),
            Snapshot = pool.Layout.SnapshotBlocks > 0 && EndsSpan(parent),
            References = 1,
        };
        nodes.Add((above.Number, node.Id), node);
        above.Children[0]++;
        Review(above);
        Touch(node);
        return node;
    }

    /// <summary>One more sequence uses a node on the GPU.</summary>
    internal void Acquire(CachedBlock node)
    {
        if (node.References++ == 0)
        {
            pool.Reuse(node.Cost);
            Review(node);
        }
    }

    /// <summary>One sequence less uses a node.</summary>
    internal void Release(CachedBlock node)
    {
        if (--node.References == 0)
        {
            pool.Keep(node.Cost);
            Review(node);
        }
    }

    /// <summary>Marks a node as used now; of a path the last one first.</summary>
    internal void Touch(CachedBlock node)
    {
        node.LastUse = ++clock;
        node.Uses++;
    }

    /// <summary>Brings a node of a lower tier to the GPU, for a sequence that uses it; the blocks are the caller's concern.</summary>
    internal void Promote(CachedBlock node)
    {
        node.References = 1;
        Move(node, 0);
    }

    /// <summary>The node above; null at the top.</summary>
    internal CachedBlock? Above(CachedBlock node) => node.Parent == root ? null : node.Parent;

    private long WindowBlocks => (long)Math.Ceiling(pool.Layout.WindowBlocks * NodeTokens / pool.BlockTokens);

    private void Begin(int tokens)
    {
        contentTokens = tokens;
        var node = Multiple(tokens, pool.BlockTokens);
        if (!pool.Layout.Grows && pool.Layout.SnapshotBlocks > 0)
        {
            node *= (settings.SnapshotTokens + node - 1) / node;
        }

        (NodeTokens, idsPerNode, NodeBlocks) = (node, node / tokens, pool.Layout.Growing(node));
    }

    private static int Multiple(int a, int b) => checked(a / (int)BigInteger.GreatestCommonDivisor(a, b) * b);

    private ulong Id(PromptContent content, int index) => content.Blocks[((index + 1) * idsPerNode) - 1];

    // Whether a multiple of the snapshots' distance lies in the node after this one.
    private bool EndsSpan(CachedBlock? parent)
    {
        var start = parent?.Depth ?? 0;
        return (start + NodeTokens) / settings.SnapshotTokens > start / settings.SnapshotTokens;
    }

    private void Evict(long blocks)
    {
        while (blocks > 0)
        {
            var node = listed[0].Min ?? throw new InvalidOperationException("cached blocks of the KV cache are missing");
            blocks -= node.Cost;
            pool.Drop(node.Cost);
            GiveUp(node);
        }
    }

    private void GiveUp(CachedBlock node)
    {
        for (var to = node.Tier + 1; to < listed.Length; to++)
        {
            // Every node that could come here must fit, so that no node is lost whose children are kept.
            var tier = Tiers[to - 1];
            if (tier.Blocks < NodeBlocks + WindowBlocks + pool.Layout.SnapshotBlocks)
            {
                continue;
            }

            while (tier.Used + node.Cost > tier.Blocks)
            {
                GiveUp(listed[to].Min!);
            }

            Move(node, to);
            var bytes = node.Cost * pool.Layout.BlockBytes;
            var (start, end) = tier.Down.Send(Now, bytes);
            transferred(new KvTransfer(tier.Settings.Name, TransferKind.Write, NodeTokens, bytes, start, end));
            return;
        }

        Leave(node);
        nodes.Remove((node.Parent!.Number, node.Id));
        node.Parent.Children[node.Tier]--;
        Review(node.Parent);
    }

    private void Move(CachedBlock node, int to)
    {
        var parent = node.Parent!;
        Leave(node);
        parent.Children[node.Tier]--;
        parent.Children[to]++;
        Review(parent);
        node.Tier = to;
        if (to > 0)
        {
            Tiers[to - 1].Used += node.Cost;
        }

        Review(node);
    }

    // Takes a node out of its tier.
    private void Leave(CachedBlock node)
    {
        if (node.Listed)
        {
            listed[node.Tier].Remove(node);
            node.Listed = false;
        }

        if (node.Tier > 0)
        {
            Tiers[node.Tier - 1].Used -= node.Cost;
        }
    }

    // Lists a node where it may be given up, else not.
    private void Review(CachedBlock node)
    {
        var spare = node.References == 0 && node.Children[node.Tier] == 0;
        if (spare == node.Listed)
        {
            return;
        }

        if (!spare)
        {
            listed[node.Tier].Remove(node);
        }
        else
        {
            node.Rank = settings.Eviction switch
            {
                EvictionPolicy.Fifo => (node.Number, 0, node.Number),
                EvictionPolicy.Lfu => (node.Uses, node.LastUse, node.Number),
                _ => (node.LastUse, 0, node.Number),
            };
            listed[node.Tier].Add(node);
        }

        node.Listed = spare;
    }
}
