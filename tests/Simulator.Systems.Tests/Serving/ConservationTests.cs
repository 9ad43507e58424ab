using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving;

/// <summary>Nothing is lost and nothing comes from nowhere: requests, tokens, blocks, time.</summary>
public class ConservationTests
{
    [Theory]
    [InlineData(SchedulerPolicy.Mixed, true, 1_000_000)]
    [InlineData(SchedulerPolicy.Mixed, false, 1_000_000)]
    [InlineData(SchedulerPolicy.PrefillFirst, true, 1_000_000)]
    [InlineData(SchedulerPolicy.PrefillFirst, false, 1_000_000)]
    [InlineData(SchedulerPolicy.DecodeFirst, true, 1_000_000)]
    [InlineData(SchedulerPolicy.DecodeFirst, false, 1_000_000)]
    [InlineData(SchedulerPolicy.Mixed, true, 60)]
    [InlineData(SchedulerPolicy.Mixed, false, 60)]
    [InlineData(SchedulerPolicy.PrefillFirst, true, 60)]
    [InlineData(SchedulerPolicy.PrefillFirst, false, 60)]
    public void Every_request_and_token_is_accounted_for(SchedulerPolicy policy, bool chunked, int blocks)
    {
        var recorder = new Recorder(new RenewalArrivals(2, 1.5, 3000, new UniformLengths(200, 300, 0.1), new RandomSource(5)));
        var pool = new KvPool(blocks, 16, 1);
        var settings = new EngineSettings { Policy = policy, ChunkedPrefill = chunked, TokenBudget = 128, MaxSequences = 12 };
        var result = Queue.Run(recorder, new LoadTimes(), pool, settings);

        Assert.Equal(3000, result.Arrived);
        Assert.Equal(3000, result.Finished);
        Assert.Equal(recorder.Inputs, result.PromptTokens);
        Assert.Equal(recorder.Outputs, result.OutputTokens);
        Assert.Equal(0, pool.Used);
        Assert.Equal(blocks < 100, result.Preemptions > 0);
        Assert.Equal(blocks >= 100, result.ComputedPromptTokens == result.PromptTokens);
        Assert.InRange(result.LargestBlocks, 1, blocks);
        Assert.InRange(result.LargestBatch, 1, 12);
        Assert.InRange(result.LittleDeviation, -1e-9, 1e-9);
        Assert.True(result.BusySeconds <= result.Seconds * (1 + 1e-9));
        Assert.True(result.Ttft.Mean < result.Latency.Mean);
    }

    [Fact]
    public void The_same_seed_gives_the_same_results()
    {
        Assert.Equal(Run(9).ToString(), Run(9).ToString());
        Assert.NotEqual(Run(9).ToString(), Run(10).ToString());

        static ServingResult Run(ulong seed) =>
            Queue.Run(new RenewalArrivals(3, 1, 2000, new UniformLengths(100, 50, 0.5), new RandomSource(seed)), 0.01, 8);
    }

    [Fact]
    public void An_overloaded_engine_ends_with_its_queue_reported()
    {
        var result = Queue.Run(new RenewalArrivals(10, 1, long.MaxValue, new UniformLengths(10, 10), new RandomSource(1)), 0.1, 1, until: 100);
        Assert.Equal(100, result.Seconds);
        Assert.InRange(result.Waiting, 800, 1000);
        Assert.Equal(result.Arrived, result.Finished + result.Waiting + result.Running);
    }

    [Fact]
    public void Requests_that_never_fit_are_rejected_and_listed()
    {
        RecordedArrivals arrivals = new([new(0, new(10, 10)), new(1, new(5000, 10)), new(2, new(10, 400)), new(3, new(20, 20))]);
        var settings = new EngineSettings { MaxTokens = 4096 };
        var result = Queue.Run(arrivals, new ConstantStepTimes(0.1), new KvPool(10, 16), settings);
        Assert.Equal((4, 2, 2), (result.Arrived, result.Finished, result.Rejected));
        Assert.Equal(
            ["request at 1 s with 5000 + 10 tokens: longer than the model's context", "request at 2 s with 10 + 400 tokens: longer than the KV cache"], result.Rejections.ToArray());
    }

    [Fact]
    public void A_closed_loop_keeps_its_clients_in_flight_and_rejections_do_not_stall_it()
    {
        var result = Queue.Run(new ClosedLoop(7, 70, new UniformLengths(10, 10), new RandomSource(1)), 0.1, 7);
        Assert.Equal(70, result.Finished);
        Assert.Equal(7, result.MeanInSystem, 0.01);

        var tooLong = new ClosedLoop(7, 70, new UniformLengths(1000, 10), new RandomSource(1));
        var refused = Queue.Run(tooLong, new ConstantStepTimes(1), new KvPool(2, 16), new EngineSettings());
        Assert.Equal((70, 70), (refused.Arrived, refused.Rejected));
    }

    /// <summary>Counts what is taken, and sees to it that time never runs backwards.</summary>
    private sealed class Recorder(IArrivals inner) : IArrivals
    {
        private double last;

        public long Inputs { get; private set; }

        public long Outputs { get; private set; }

        public double NextSeconds => inner.NextSeconds;

        public Arrival Take()
        {
            var arrival = inner.Take();
            Assert.True(arrival.Seconds >= last);
            last = arrival.Seconds;
            Inputs += arrival.Shape.InputTokens;
            Outputs += arrival.Shape.OutputTokens;
            return arrival;
        }

        public void Leave(in Arrival arrival, double seconds)
        {
            Assert.True(seconds >= last);
            inner.Leave(arrival, seconds);
        }
    }
}
