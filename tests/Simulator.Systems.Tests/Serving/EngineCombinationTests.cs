using System.Globalization;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Memory;

namespace Simulator.Systems.Tests.Serving;

/// <summary>Requests, tokens and blocks are conserved whichever parts of an engine work together.</summary>
public class EngineCombinationTests
{
    private const int Requests = 250;
    private static readonly MemoryLink Link = new(1e9, 1e-3);

    public static TheoryData<SchedulerPolicy, bool, bool, bool> Cases()
    {
        var cases = new TheoryData<SchedulerPolicy, bool, bool, bool>();
        foreach (var policy in Enum.GetValues<SchedulerPolicy>())
        {
            foreach (var bits in Enumerable.Range(0, 8))
            {
                cases.Add(policy, (bits & 1) > 0, (bits & 2) > 0, (bits & 4) > 0);
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Every_request_token_and_block_is_accounted_for(SchedulerPolicy policy, bool chunked, bool speculates, bool swaps)
    {
        foreach (var prefixes in new[] { 0, 1, 2 })
        {
            foreach (var small in new[] { false, true })
            {
                Check(Run(policy, chunked, speculates, swaps, prefixes, small ? 34 : 100_000), swaps, prefixes > 0, small);
            }
        }
    }

    [Fact]
    public void The_same_seed_gives_the_same_results_with_everything_on()
    {
        var (first, second) = (Run(SchedulerPolicy.Mixed, true, true, true, 2, 34), Run(SchedulerPolicy.Mixed, true, true, true, 2, 34));
        Assert.Equal(first.Result.ToString(), second.Result.ToString());
        Assert.Equal(first.Answers, second.Answers);
        Assert.Equal(first.Transfers, second.Transfers);
        Assert.NotEmpty(first.Transfers);
    }

    [Fact]
    public void Windows_and_states_are_conserved_with_their_snapshots()
    {
        foreach (var layout in new[]
        {
            new KvLayout { BlockTokens = 16, ConstantBlocks = 3, WindowBlocks = 0.5 },
            new KvLayout { BlockTokens = 16, ConstantBlocks = 2, SnapshotBlocks = 2 },
            new KvLayout { BlockTokens = 16, ConstantBlocks = 1, Grows = false, SnapshotBlocks = 1 },
            new KvLayout { BlockTokens = 16, ConstantBlocks = 4, Grows = false, WindowBlocks = 1 },
        })
        {
            foreach (var blocks in new[] { 44, 100_000 })
            {
                var settings = Settings(SchedulerPolicy.Mixed, true, false, false, 2) with { MaxSequences = 8 };
                var run = new EngineRun(SharedPrompts.Draw(Requests, 30, 3), new LoadTimes(), new KvPool(blocks, layout with { BlockBytes = 1e6 }), settings);
                Check(run, false, true, blocks < 100);
                Assert.True(run.Result.Cache.CachedTokens > 0, layout.ToString());
            }
        }
    }

    private static EngineRun Run(SchedulerPolicy policy, bool chunked, bool speculates, bool swaps, int prefixes, int blocks)
    {
        var pool = new KvPool(blocks, new KvLayout { BlockTokens = 16, BlockBytes = 1e6, ConstantBlocks = 1 });
        return new EngineRun(SharedPrompts.Draw(Requests, 30, 3), new LoadTimes(), pool, Settings(policy, chunked, speculates, swaps, prefixes));
    }

    private static EngineSettings Settings(SchedulerPolicy policy, bool chunked, bool speculates, bool swaps, int prefixes) => new()
    {
        Policy = policy,
        ChunkedPrefill = chunked,
        TokenBudget = 96,
        MaxSequences = 12,
        Speculation = speculates ? new Speculation(3, [0.7]) : null,
        Preemption = swaps ? PreemptionPolicy.Swap : PreemptionPolicy.Recompute,
        Swap = swaps ? new SwapSettings(40e6, Link) : null,
        Graphs = speculates ? CapturedGraphs.Parse("vllm") : null,
        Prefixes = prefixes switch
        {
            0 => null,
            1 => new PrefixSettings { SnapshotTokens = 32, Eviction = EvictionPolicy.Lfu },
            _ => new PrefixSettings
            {
                SnapshotTokens = 32,
                Tiers = [new TierSettings("host", 50e6, Link), new TierSettings("ssd", 100e6, new MemoryLink(1e8, 0.01))],
            },
        },
    };

    private static void Check(EngineRun run, bool swaps, bool prefixes, bool small)
    {
        var (result, pool) = (run.Result, run.Pool);
        var what = string.Create(CultureInfo.InvariantCulture, $"swaps {swaps}, prefixes {prefixes}, small {small}: {result}");
        Assert.True(result.Finished == Requests && result.Waiting + result.Running == 0, what);
        Assert.True(result.Cache.PromptTokens == result.Cache.CachedTokens + result.ComputedPromptTokens, what);
        Assert.True(small || result.Cache.PromptTokens == result.PromptTokens, what);
        Assert.True(result.Swaps.Out == result.Swaps.In, what);
        Assert.True(prefixes || result.Cache.CachedTokens == 0, what);
        Assert.True(pool.Used == 0 && pool.Free + pool.Cached == pool.Blocks, what);
        Assert.True(prefixes || pool.Cached == 0, what);
        Assert.True(Math.Abs(result.LittleDeviation) < 1e-9, what);
        Assert.True(run.Engine.Memory.Tree is not { } tree || tree.Blocks == pool.Cached, what);
        Assert.True(run.Engine.Memory.Tree is not { } all || all.Tiers.All(t => t.Used >= 0 && t.Used <= t.Blocks), what);
    }
}
