using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Memory;

namespace Simulator.Systems.Tests.Serving;

/// <summary>The radix tree against a plain list of all prefixes.</summary>
public class PrefixTreeTests
{
    [Theory]
    [InlineData(EvictionPolicy.Lru, 1)]
    [InlineData(EvictionPolicy.Lru, 2)]
    [InlineData(EvictionPolicy.Fifo, 3)]
    [InlineData(EvictionPolicy.Lfu, 4)]
    public void Hits_and_evictions_are_those_of_a_plain_list(EvictionPolicy eviction, ulong seed)
    {
        var random = new RandomSource(seed);
        var pool = new KvPool(40, 16);
        var memory = new KvMemory(pool, new PrefixSettings { Eviction = eviction }, null, _ => { });
        var oracle = new PrefixOracle(40, eviction);
        List<(KvHolding Holding, ulong[] Ids, int Tokens)> live = [];
        int hits = 0, refusals = 0;
        for (var i = 0; i < 4000; i++)
        {
            if (live.Count > 0 && random.Uniform() < 0.5)
            {
                var index = (int)(random.Uniform() * live.Count);
                var (holding, ids, tokens) = live[index];
                live.RemoveAt(index);
                memory.Free(holding, tokens);
                oracle.Free(ids);
            }
            else
            {
                // Three ids at each depth: prefixes meet often.
                ulong[] ids = [.. Enumerable.Range(0, 1 + (int)(random.Uniform() * 7)).Select(_ => (ulong)(random.Uniform() * 3))];
                var tokens = (16 * ids.Length) + 1 + (int)(random.Uniform() * 15);
                var content = new PromptContent(16, [.. ids]);
                Assert.Equal(16 * oracle.Hit(ids), memory.HitTokens(content, tokens));
                hits += memory.HitTokens(content, tokens) > 0 ? 1 : 0;
                var holding = memory.TryHold(content, tokens, tokens, 0, out _);
                Assert.Equal(oracle.TryHold(ids), holding is not null);
                if (holding is null)
                {
                    refusals++;
                    continue;
                }

                memory.Extend(holding, tokens);
                oracle.Extend(ids);
                live.Add((holding, ids, tokens));
            }

            Assert.Equal(oracle.Used, pool.Used);
            Assert.Equal(oracle.Cached, pool.Cached);
        }

        Assert.True(hits > 500 && refusals > 100, $"{hits} hits, {refusals} refusals");
        live.ForEach(l => memory.Free(l.Holding, l.Tokens));
        Assert.Equal(0, pool.Used);
        Assert.Equal(memory.Tree!.Blocks, pool.Cached);
    }

    [Theory]
    [InlineData(16, 100, 96)]
    [InlineData(32, 100, 96)]
    [InlineData(48, 100, 96)]
    [InlineData(24, 100, 96)]
    [InlineData(64, 100, 64)]
    [InlineData(16, 96, 80)]
    [InlineData(96, 96, 0)]
    public void A_hit_is_of_whole_blocks_and_leaves_a_token(int idTokens, int prompt, int expected)
    {
        var memory = new KvMemory(new KvPool(100, 16), new PrefixSettings(), null, _ => { });
        var content = new PromptContent(idTokens, [.. Enumerable.Range(0, prompt / idTokens).Select(i => (ulong)i)]);
        var holding = memory.TryHold(content, prompt, prompt, 0, out _)!;
        memory.Free(holding, prompt);
        Assert.Equal(expected, memory.HitTokens(content, prompt));
        Assert.Equal(0, memory.HitTokens(new PromptContent(idTokens, [77]), prompt));
        Assert.Equal(0, memory.HitTokens(new PromptContent(idTokens + 1, content.Blocks), prompt));
        Assert.Equal(0, memory.HitTokens(null, prompt));
    }

    [Theory]
    [InlineData(64, 192)]
    [InlineData(100, 112)]
    [InlineData(256, 0)]
    public void States_are_found_at_snapshots_alone(int snapshotTokens, int expected)
    {
        // Snapshots are at the ends of the blocks in which a multiple of the distance lies: at 64, 128 and 192 of 192 tokens, or at 112.
        var pool = new KvPool(1000, new KvLayout { BlockTokens = 16, ConstantBlocks = 5, SnapshotBlocks = 5 });
        var memory = new KvMemory(pool, new PrefixSettings { SnapshotTokens = snapshotTokens }, null, _ => { });
        var content = new PromptContent(16, [.. Enumerable.Range(0, 12).Select(i => (ulong)i)]);
        memory.Free(memory.TryHold(content, 200, 200, 0, out _)!, 200);
        Assert.Equal(expected, memory.HitTokens(content, 200));
        Assert.Equal(12 + (5 * (192 / snapshotTokens)), pool.Cached);
        Assert.Equal(0, pool.Used);
    }

    [Fact]
    public void Windows_hit_at_any_block_and_keep_their_own_tokens()
    {
        var pool = new KvPool(1000, new KvLayout { BlockTokens = 16, ConstantBlocks = 4, WindowBlocks = 0.5 });
        var memory = new KvMemory(pool, new PrefixSettings(), null, _ => { });
        var content = new PromptContent(32, [1, 2, 3, 4]);
        memory.Free(memory.TryHold(content, 130, 130, 0, out _)!, 130);
        Assert.Equal(128, memory.HitTokens(content, 130));
        Assert.Equal(96, memory.HitTokens(content, 128));

        // Four nodes of two blocks, and one more for the windowed layers' part of each.
        Assert.Equal(12, pool.Cached);
    }
}
