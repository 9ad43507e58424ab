using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving;

/// <summary>What comes from another memory takes as long as its link says, and saves what it should.</summary>
public class TierTests
{
    private const double BlockBytes = 1e6;

    [Fact]
    public void A_prefix_in_a_lower_tier_is_loaded_at_the_links_rate_while_others_go_on()
    {
        // Eleven of twelve blocks each: the second prompt drives nine blocks of the first to the host, and the third drives out the second's.
        var host = new TierSettings("host", 100 * BlockBytes, new MemoryLink(2 * BlockBytes, 0.5));
        var run = Run([At(0, 1), At(10, 2), At(20, 1), new Arrival(21, new RequestShape(1, 1))], 12, host);
        var loads = run.Transfers.Where(t => t.Kind == TransferKind.Load).ToArray();
        Assert.Equal([new KvTransfer("host", TransferKind.Load, 9 * 16, 9 * BlockBytes, 20, 20 + 4.5 + 0.5)], loads);
        Assert.Equal([(0, 1), (10, 11), (20, 26), (21, 22)], run.Answers.OrderBy(a => a.Arrival).Select(a => (a.Arrival, a.FirstToken)));
        Assert.Equal(160, run.Result.Cache.CachedTokens);
        Assert.Equal(160.0 / (161 + 161 + 161 + 1), run.Result.Cache.HitRate, 1e-12);
        Assert.Equal((1, 144), (run.Result.Cache.Tiers[0].Loads, run.Result.Cache.Tiers[0].HitTokens));

        // Nine, nine, and one for the last request.
        Assert.Equal(19 * BlockBytes, run.Result.Cache.Tiers[0].WrittenBytes);
    }

    [Fact]
    public void Others_take_steps_while_a_sequence_waits_for_its_prefix()
    {
        var host = new TierSettings("host", 100 * BlockBytes, new MemoryLink(BlockBytes, 0));
        var run = Run([At(0, 1), At(10, 2), At(20, 1), new Arrival(20.5, new RequestShape(1, 1))], 13, host);
        var answers = run.Answers.OrderBy(a => a.Arrival).ToArray();
        Assert.Equal(20 + 8 + 1, answers[2].FirstToken);
        Assert.Equal(21.5, answers[3].FirstToken);
    }

    [Fact]
    public void Transfers_of_one_link_go_one_after_the_other()
    {
        var host = new TierSettings("host", 100 * BlockBytes, new MemoryLink(BlockBytes, 0.25));
        var run = Run([At(0, 1), At(10, 2), At(20, 3), At(30, 4), At(40, 1), At(40, 2)], 24, host);
        var loads = run.Transfers.Where(t => t.Kind == TransferKind.Load).ToArray();
        Assert.Equal(2, loads.Length);
        Assert.Equal(40, loads[0].Start);
        Assert.Equal(loads[0].Start + (loads[0].Bytes / BlockBytes), loads[1].Start);
        Assert.All(loads, l => Assert.Equal(l.Start + (l.Bytes / BlockBytes) + 0.25, l.End, 1e-9));
    }

    [Fact]
    public void What_the_host_gives_up_goes_to_the_ssd_and_is_found_there()
    {
        TierSettings[] tiers = [new("host", 10 * BlockBytes, new MemoryLink(10 * BlockBytes, 0)), new("ssd", 1000 * BlockBytes, new MemoryLink(BlockBytes, 0))];
        var run = Run([At(0, 1), At(20, 2), At(40, 3), At(60, 1)], 12, tiers);
        var loads = run.Transfers.Where(t => t.Kind == TransferKind.Load).ToArray();
        Assert.Contains(loads, l => l.Tier == "ssd" && l.Tokens > 0);
        Assert.Equal(160, run.Result.Cache.CachedTokens);
        Assert.Equal(60 + loads.Max(l => l.End - 60) + 1, run.Answers.Single(a => a.Arrival == 60).FirstToken, 1e-9);
    }

    [Fact]
    public void Sessions_wait_less_for_their_first_token_with_a_prefix_cache()
    {
        var without = Sessions(null).Result;
        var with = Sessions(new PrefixSettings()).Result;
        Assert.Equal(0, without.Cache.HitRate);
        Assert.InRange(with.Cache.HitRate, 0.3, 1);
        Assert.True(with.Ttft.Mean < 0.8 * without.Ttft.Mean, $"{with.Ttft.Mean} against {without.Ttft.Mean}");
        Assert.True(with.ComputedPromptTokens < 0.7 * without.ComputedPromptTokens);

        static EngineRun Sessions(PrefixSettings? prefixes) => new(
            SharedPrompts.Draw(500, 2, 7, 64), new PromptTimes(), new KvPool(100_000, 16), new EngineSettings { Prefixes = prefixes });
    }

    [Fact]
    public void A_swapped_sequence_comes_back_after_both_ways()
    {
        // Two sequences of 3 blocks that grow to 5 in a pool of 8: the second goes to the host as both need a fourth and a fifth.
        var settings = new EngineSettings { Preemption = PreemptionPolicy.Swap, Swap = new SwapSettings(100 * BlockBytes, new MemoryLink(BlockBytes, 0.25)) };
        RecordedArrivals arrivals = new([new(0, new(40, 40)), new(0, new(40, 40))]);
        var run = new EngineRun(arrivals, new ConstantStepTimes(1), Pool(8), settings);
        Assert.Equal((1, 1), (run.Result.Swaps.Out, run.Result.Swaps.In));
        Assert.Equal(1, run.Result.Preemptions);
        Assert.Equal(80, run.Result.ComputedPromptTokens);
        var (away, back) = (run.Transfers[0], run.Transfers[1]);
        Assert.Equal((TransferKind.SwapOut, TransferKind.SwapIn), (away.Kind, back.Kind));
        Assert.Equal(away.Start + (away.Bytes / BlockBytes) + 0.25, away.End, 1e-9);
        Assert.True(back.Start >= away.End);
        Assert.Equal(back.End - back.Start, (back.Bytes / BlockBytes) + 0.25, 1e-9);
        Assert.Equal(2 * back.Bytes, run.Result.Swaps.Bytes);

        // Where the host keeps nothing, the sequence is computed again.
        var none = settings with { Swap = new SwapSettings(1, new MemoryLink(BlockBytes, 0)) };
        var again = new EngineRun(new RecordedArrivals([new(0, new(40, 40)), new(0, new(40, 40))]), new ConstantStepTimes(1), Pool(8), none);
        Assert.Equal(0, again.Result.Swaps.Out);
        Assert.True(again.Result.Preemptions > 0 && again.Result.ComputedPromptTokens > 80);
    }

    [Fact]
    public void Decode_first_lets_a_batch_run_to_its_end()
    {
        var settings = new EngineSettings { Policy = SchedulerPolicy.DecodeFirst, MaxSequences = 4, TokenBudget = 60, ChunkedPrefill = false };
        var arrivals = new ClosedLoop(12, 40, new UniformLengths(50, 20, 0.2), new RandomSource(2));
        var run = new EngineRun(arrivals, new ConstantStepTimes(1), Pool(1000), settings);
        int alive = 0, decoded = 0, fullest = 0;
        for (var i = 0; i < run.Loads.Count; i++)
        {
            var load = run.Loads[i];
            decoded = alive == 0 ? 0 : decoded + load.DecodeBatch;
            Assert.True(load.Prompts == 0 || (load.DecodeBatch == 0 && decoded == 0));
            alive += load.Prompts - run.FinishedAfter.Count(f => f == i + 1);
            fullest = Math.Max(fullest, alive);
        }

        Assert.Equal((0, 4), (alive, fullest));
        Assert.Equal(40, run.Result.Finished);
    }

    // Ten whole blocks and a token, answered with one token.
    private static Arrival At(double seconds, int who) => new(seconds, new RequestShape(161, 1))
    {
        Content = new PromptContent(16, [.. Enumerable.Range(0, 10).Select(i => (ulong)((100 * who) + i))]),
    };

    private static KvPool Pool(int blocks) => new(blocks, new KvLayout { BlockTokens = 16, BlockBytes = BlockBytes });

    private static EngineRun Run(Arrival[] arrivals, int blocks, params TierSettings[] tiers) => new(
        new RecordedArrivals([.. arrivals]),
        new ConstantStepTimes(1),
        Pool(blocks),
        new EngineSettings { Prefixes = new PrefixSettings { Tiers = [.. tiers] } });

    private sealed class PromptTimes : IStepTimes
    {
        public double Seconds(in StepLoad load) => 1e-3 + (1e-3 * load.PromptTokens);
    }
}
