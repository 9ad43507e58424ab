using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Fleets.Transfers;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;
using Side = Simulator.Systems.Tests.Serving.Fleets.TestFleets.Side;

namespace Simulator.Systems.Tests.Serving.Fleets;

/// <summary>Prompts and answers on different engines: nothing is lost, caches take their time, a full side stalls the other but never locks it.</summary>
public class DisaggregatedFleetTests
{
    private static readonly TestFleets.LoadTimes Times = new();

    [Theory]
    [InlineData(100_000, 100_000, 16, 16, TransferOverlap.Layer)]
    [InlineData(100_000, 100_000, 16, 32, TransferOverlap.None)]
    [InlineData(30, 40, 16, 16, TransferOverlap.Layer)]
    [InlineData(30, 40, 8, 16, TransferOverlap.None)]
    [InlineData(13, 33, 16, 16, TransferOverlap.Layer)]
    public void Requests_tokens_and_blocks_are_conserved_in_every_pool_and_overall(
        long prefillBlocks, long decodeBlocks, int prefillBlock, int decodeBlock, TransferOverlap overlap)
    {
        const int Requests = 2000;
        var arrivals = new RenewalArrivals(40, 2, Requests, new UniformLengths(200, 300, 0.003), new RandomSource(3));
        var settings = new EngineSettings { TokenBudget = 128, MaxSequences = 12 };
        var result = TestFleets.Apart(
            arrivals,
            new Side(3, Times, settings with { BlockTokens = prefillBlock }, prefillBlocks * 16 / prefillBlock, 1e7),
            new Side(2, Times, settings with { BlockTokens = decodeBlock }, decodeBlocks, 3e7),
            new CacheTransfer(1e-4, 32, overlap));
        var (total, transfer) = (result.Total, result.Transfer!);
        Assert.Equal((Requests, Requests, 0, 0), (total.Arrived, total.Finished, total.Waiting, total.Running));
        Assert.InRange(total.LittleDeviation, -1e-9, 1e-9);

        var (prefill, decode) = (result.Pools[0], result.Pools[1]);
        Assert.Equal(Requests, prefill.Stage.Entered);
        Assert.Equal(transfer.Count, decode.Stage.Entered);
        Assert.InRange(transfer.Count, Requests - 100, Requests - 1);
        foreach (var stage in (StageResult[])[prefill.Stage, transfer.Stage, decode.Stage])
        {
            Assert.Equal(stage.Entered, stage.Left);
            Assert.InRange(stage.LittleDeviation, -1e-9, 1e-9);
        }

        Assert.Equal(total.MeanInSystem, prefill.Stage.Mean + transfer.Stage.Mean + decode.Stage.Mean, 1e-9 * total.MeanInSystem);
        Assert.Equal((0, 0), (prefill.BlocksLeft, decode.BlocksLeft));
        Assert.Equal(decode.Preemptions == 0, total.ComputedPromptTokens == total.PromptTokens);
        Assert.InRange(prefill.Blocks.Most, 1, prefill.BlockCapacity);
        Assert.InRange(decode.Blocks.Most, 1, decode.BlockCapacity);
        Assert.InRange(decode.Batch.Most, 1, 12);
        Assert.Equal(0, prefill.Preemptions);
    }

    [Fact]
    public void A_full_decode_side_holds_prefill_back_and_everything_is_answered_in_the_end()
    {
        // One place to decode and a prefill cache of one prompt: the third prompt must wait until the first answer is complete.
        RecordedArrivals arrivals = new([new(0, new(16, 11)), new(0, new(16, 11)), new(0, new(16, 11))]);
        var settings = new EngineSettings { TokenBudget = 16 };
        var result = TestFleets.Apart(
            arrivals, new Side(1, new ConstantStepTimes(1), settings, 1), new Side(1, new ConstantStepTimes(1), settings with { MaxSequences = 1 }),
            new CacheTransfer(0, 1, TransferOverlap.None), tokenBytes: 0);
        Assert.Equal(3, result.Total.Finished);
        Assert.Equal(2, result.Transfer!.Waited);

        // First tokens at 1 s, 2 s; the first answer ends at 11 s, when the second cache leaves; only then is the third prompt computed, until 12 s.
        Assert.Equal((1 + 2 + 12) / 3.0, result.Total.Ttft.Mean, 1e-9);
        Assert.Equal((11 + 21 + 31) / 3.0, result.Total.MeanSojournSeconds, 1e-9);
    }

    [Fact]
    public void What_the_decode_side_can_never_hold_is_rejected_and_the_rest_goes_on()
    {
        RecordedArrivals arrivals = new([new(0, new(16, 1000)), new(0, new(16, 16))]);
        var result = TestFleets.Apart(
            arrivals, new Side(1, Times, new EngineSettings()), new Side(1, Times, new EngineSettings(), 10), new CacheTransfer(0, 1, TransferOverlap.None));
        Assert.Equal((1, 1), (result.Total.Finished, result.Total.Rejected));
        Assert.Equal("request at 0 s with 16 + 1000 tokens: longer than the decode side's KV cache", Assert.Single(result.Total.Rejections));
    }

    [Fact]
    public void An_overloaded_decode_side_ends_with_its_queue_reported()
    {
        var arrivals = new RenewalArrivals(100, 1, long.MaxValue, new UniformLengths(10, 10), new RandomSource(1));
        var settings = new EngineSettings { MaxSequences = 1 };
        var result = TestFleets.Apart(
            arrivals, new Side(1, Times, new EngineSettings()), new Side(1, new ConstantStepTimes(0.1), settings),
            new CacheTransfer(0, 1, TransferOverlap.None), 50);
        var total = result.Total;
        Assert.Equal(50, total.Seconds);
        Assert.Equal(total.Arrived, total.Finished + total.Waiting + total.Running);
        Assert.InRange(result.Transfer!.Stage.Inside, 4000, 6000);
    }

    [Fact]
    public void Without_cost_of_transfer_a_lone_request_is_served_as_by_one_engine()
    {
        var lengths = new UniformLengths(300, 50, 0.1);
        var settings = new EngineSettings { TokenBudget = 128 };
        var side = new Side(1, Times, settings, BytesPerSecond: double.MaxValue);
        var apart = TestFleets.Apart(new ClosedLoop(1, 300, lengths, new RandomSource(8)), side, side, new CacheTransfer(0, 32, TransferOverlap.None));
        var whole = TestFleets.Whole(1, new RoundRobin(), new ClosedLoop(1, 300, lengths, new RandomSource(8)), Times, settings);
        Assert.Equal(whole.Total.Ttft.Mean, apart.Total.Ttft.Mean, 1e-9);
        Assert.Equal(whole.Total.Tpot.Mean, apart.Total.Tpot.Mean, 1e-9);
        Assert.Equal(whole.Total.Seconds, apart.Total.Seconds, 1e-6);
    }

    [Fact]
    public void Prompts_no_longer_interrupt_answers()
    {
        var side = new Side(1, Times, new EngineSettings(), BytesPerSecond: 1e12);
        var apart = TestFleets.Apart(Load(), side, side, new CacheTransfer(0, 32, TransferOverlap.Layer)).Total;
        var whole = TestFleets.Whole(2, new LeastLoaded(), Load(), Times, new EngineSettings()).Total;
        Assert.True(apart.Interval.P99 < 0.5 * whole.Interval.P99, $"{apart.Interval.P99} {whole.Interval.P99}");

        static RenewalArrivals Load() => new(40, 1, 3000, new UniformLengths(2000, 100, 0.5), new RandomSource(4));
    }
}
