using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Memory;

/// <summary>The KV cache of one engine: who holds which blocks, which prefixes are kept for later, and what is elsewhere.</summary>
internal sealed class KvMemory
{
    /// <summary>The name of the host's memory among the tiers.</summary>
    internal const string Host = "host";

    private readonly KvPool pool;
    private readonly PrefixTree? tree;
    private readonly SwapSettings? swap;
    private readonly Action<KvTransfer> transferred;
    private readonly TransferLink? swapsOut;
    private readonly TransferLink? swapsIn;
    private long swapped;

    internal KvMemory(KvPool pool, PrefixSettings? prefixes, SwapSettings? swap, Action<KvTransfer> transferred)
    {
        (this.pool, this.swap, this.transferred) = (pool, swap, transferred);
        tree = prefixes is null ? null : new PrefixTree(pool, prefixes, transferred);
        if (swap is not null)
        {
            var host = tree?.Tiers.FirstOrDefault(t => t.Settings.Name == Host);
            (swapsOut, swapsIn) = (host?.Down ?? new TransferLink(swap.Link), host?.Up ?? new TransferLink(swap.Link));
        }
    }

    /// <summary>The tree of prefixes; null where none are kept.</summary>
    internal PrefixTree? Tree => tree;

    /// <summary>Tokens of a prompt that need not be computed: at least one is.</summary>
    internal int HitTokens(PromptContent? content, int tokens) => tree?.Match(content, tokens - 1)?.Depth ?? 0;

    /// <summary>Takes the blocks of a prompt, those of its longest kept prefix among them.</summary>
    /// <param name="content">What its tokens are.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="longest">The tokens that it may come to hold.</param>
    /// <param name="now">The time, in seconds.</param>
    /// <param name="ready">When its prefix is on the GPU.</param>
    /// <returns>What it holds; null, and nothing taken, where there are not enough blocks now.</returns>
    internal KvHolding? TryHold(PromptContent? content, int tokens, long longest, double now, out double ready)
    {
        ready = now;
        var holding = new KvHolding(content, longest);
        var needed = pool.Needed(tokens);
        if (tree?.Match(content, tokens - 1) is not { } last || pool.Needed(longest) + ExtraOf(last) > pool.Blocks)
        {
            holding.Blocks = needed;
            return Take(now, needed) ? holding : null;
        }

        List<CachedBlock> below = [];
        long kept = 0, loaded = 0;
        for (var node = last; node is not null; node = tree.Above(node))
        {
            kept += tree.NodeBlocks;
            holding.Extra += node.Cost - tree.NodeBlocks;
            if (node.Tier > 0)
            {
                below.Add(node);
                loaded += node.Cost;
            }
            else
            {
                tree.Acquire(node);
            }
        }

        (holding.Prefix, holding.Blocks) = (last, needed - kept);
        if (!pool.CanTake(holding.Blocks + loaded))
        {
            for (var node = last; node is not null; node = tree.Above(node))
            {
                if (node.Tier == 0)
                {
                    tree.Release(node);
                }
            }

            return null;
        }

        Load(below, now);
        Take(now, holding.Blocks + loaded);
        for (var node = last; node is not null; node = tree.Above(node))
        {
            tree.Touch(node);
            ready = Math.Max(ready, node.Ready);
        }

        return holding;
    }

    /// <summary>Takes the blocks of a sequence that comes with its cache.</summary>
    internal KvHolding? TryHoldWhole(PromptContent? content, int tokens, long longest, double now)
    {
        var needed = pool.Needed(tokens);
        return Take(now, needed) ? new KvHolding(content, longest) { Blocks = needed } : null;
    }

    /// <summary>Takes further blocks.</summary>
    internal bool Take(double now, long blocks)
    {
        if (tree is not null)
        {
            tree.Now = now;
        }

        return pool.TryTake(blocks);
    }

    /// <summary>Whole nodes of computed tokens become part of the tree, so that other prompts find them.</summary>
    /// <param name="holding">What the sequence holds.</param>
    /// <param name="tokens">Its tokens that are computed.</param>
    internal void Extend(KvHolding holding, long tokens)
    {
        if (tree is null || holding.Content is not { } content)
        {
            return;
        }

        var most = Math.Min(tree.NodesOf(content), tree.NodeTokens == 0 ? 0 : tokens / tree.NodeTokens);
        for (var i = (holding.Prefix?.Depth ?? 0) / Math.Max(1, tree.NodeTokens); i < most; i++)
        {
            var next = tree.Child(holding.Prefix, content, i);
            var extra = next is null ? tree.ExtraAfter(holding.Prefix) : next.Cost - tree.NodeBlocks;
            if (pool.Needed(holding.Longest) + holding.Extra + extra > pool.Blocks || !Join(holding, content, i, next, extra))
            {
                return;
            }

            holding.Blocks -= tree.NodeBlocks;
            holding.Extra += extra;
        }
    }

    /// <summary>Gives everything back; computed whole nodes stay cached.</summary>
    /// <param name="holding">What the sequence holds.</param>
    /// <param name="tokens">Its tokens that are computed.</param>
    internal void Free(KvHolding holding, long tokens)
    {
        Extend(holding, tokens);
        pool.Give(holding.Blocks);
        for (var node = holding.Prefix; node is not null; node = tree!.Above(node))
        {
            tree!.Touch(node);
            tree.Release(node);
        }

        (holding.Blocks, holding.Prefix, holding.Extra) = (0, null, 0);
    }

    /// <summary>Moves a sequence to the host. Its blocks are free at once: the copy runs beside the steps.</summary>
    /// <param name="holding">What it holds; nothing afterwards.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="now">The time, in seconds.</param>
    /// <param name="end">When the host has it.</param>
    /// <returns>False, and nothing moved, where the host keeps no more, or none at all.</returns>
    internal bool TrySwapOut(KvHolding holding, long tokens, double now, out double end)
    {
        var blocks = pool.Needed(tokens);
        end = now;
        if (swap is null || (swapped + blocks) * pool.Layout.BlockBytes > swap.Bytes)
        {
            return false;
        }

        Free(holding, tokens);
        swapped += blocks;
        end = Send(swapsOut!, TransferKind.SwapOut, tokens, blocks, now);
        return true;
    }

    /// <summary>Brings a sequence back from the host.</summary>
    /// <param name="holding">What it held; again, afterwards.</param>
    /// <param name="tokens">Its tokens.</param>
    /// <param name="spare">Blocks that must be left, so that it is not preempted at once.</param>
    /// <param name="now">The time, in seconds.</param>
    /// <param name="notBefore">When the host has it.</param>
    /// <param name="ready">When it is here.</param>
    /// <returns>False, and nothing moved, where there are not enough blocks now.</returns>
    internal bool TrySwapIn(KvHolding holding, long tokens, long spare, double now, double notBefore, out double ready)
    {
        var blocks = pool.Needed(tokens);
        ready = now;
        if (!pool.CanTake(blocks + spare))
        {
            return false;
        }

        Take(now, blocks);
        holding.Blocks = blocks;
        swapped -= blocks;
        ready = Send(swapsIn!, TransferKind.SwapIn, tokens, blocks, Math.Max(now, notBefore));
        return true;
    }

    private bool Join(KvHolding holding, PromptContent content, int index, CachedBlock? next, long extra)
    {
        if (next is null)
        {
            if (!pool.TryTake(extra))
            {
                return false;
            }

            holding.Prefix = tree!.Add(holding.Prefix, content, index);
            return true;
        }

        if (next.Tier > 0)
        {
            if (!pool.CanTake(extra))
            {
                return false;
            }

            tree!.Promote(next);
            next.Ready = 0;
            pool.TryTake(extra);
        }
        else
        {
            tree!.Acquire(next);
            pool.Give(tree.NodeBlocks);
        }

        tree.Touch(next);
        holding.Prefix = next;
        return true;
    }

    private long ExtraOf(CachedBlock last)
    {
        long extra = 0;
        for (var node = last; node is not null; node = tree!.Above(node))
        {
            extra += node.Cost - tree!.NodeBlocks;
        }

        return extra;
    }

    private void Load(List<CachedBlock> nodes, double now)
    {
        foreach (var group in nodes.GroupBy(n => n.Tier).OrderBy(g => g.Key))
        {
            var (tier, blocks, tokens) = (tree!.Tiers[group.Key - 1], group.Sum(n => n.Cost), (long)group.Count() * tree.NodeTokens);
            var bytes = blocks * pool.Layout.BlockBytes;
            var (start, end) = tier.Up.Send(now, bytes);
            transferred(new KvTransfer(tier.Settings.Name, TransferKind.Load, tokens, bytes, start, end));
            foreach (var node in group)
            {
                tree.Promote(node);
                node.Ready = end;
            }
        }
    }

    private double Send(TransferLink link, TransferKind kind, long tokens, long blocks, double notBefore)
    {
        var bytes = blocks * pool.Layout.BlockBytes;
        var (start, end) = link.Send(notBefore, bytes);
        transferred(new KvTransfer(Host, kind, tokens, bytes, start, end));
        return end;
    }
}
