using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.Serving;

public class EngineSettingsTests
{
    private const double Step = 0.01;

    [Fact]
    public void Reserved_answers_are_never_preempted_and_wait_instead()
    {
        // 16 sequences of 16 + 112 tokens need 128 blocks of 16 at their ends; there are 64.
        ServingResult Run(bool reserve) => Queue.Run(
            Clients(16, 16, 112), new ConstantStepTimes(Step), new KvPool(64, 16), new EngineSettings { ReserveAnswers = reserve });
        var (greedy, reserved) = (Run(false), Run(true));
        Assert.True(greedy.Preemptions > 0);
        Assert.Equal(0, reserved.Preemptions);
        Assert.Equal(8, reserved.LargestBatch);
        Assert.Equal(greedy.Finished, reserved.Finished);
        Assert.True(reserved.Ttft.Mean > greedy.Ttft.Mean);
    }

    [Fact]
    public void An_engine_that_looks_rarely_makes_requests_wait_half_of_the_interval()
    {
        ServingResult Run(int steps) => Queue.Run(
            new RenewalArrivals(0.5, 1, 400, new UniformLengths(16, 400), new RandomSource(1)), new ConstantStepTimes(Step), new KvPool(1 << 20, 16),
            new EngineSettings { ReceiveSteps = steps });
        var waited = (Run(40).Ttft.Mean - Run(1).Ttft.Mean) / Step;
        // Where nothing runs, an engine looks at once: with 2 sequences on average, that is every seventh request.
        Assert.InRange(waited, 0.7 * 20, 1.1 * 20);
    }

    [Fact]
    public void Prompts_wait_for_others_only_as_long_as_they_may_and_not_for_an_idle_engine()
    {
        ServingResult Run(int steps) => Queue.Run(
            Clients(4, 100, 100), new ConstantStepTimes(Step), new KvPool(1 << 20, 16),
            new EngineSettings { BatchWaitSteps = steps, BatchWaitFill = 0.9, TokenBudget = 8192 });
        var (none, some) = (Run(0), Run(20));
        var waited = (some.Ttft.Mean - none.Ttft.Mean) / Step;
        Assert.InRange(waited, 5, 20);
        Assert.Equal(none.Finished, some.Finished);
    }

    [Fact]
    public void Only_steps_with_prompts_beyond_the_captured_sizes_are_bound_by_launches()
    {
        ServingResult Run(int graphTokens) => Queue.Run(
            Clients(1, 100, 10), new Kernels(1000), new KvPool(1 << 20, 16),
            new EngineSettings { GraphTokens = graphTokens, Host = new HostTimes(0, 0, 0, 0, Launch: 1e-4) });
        Assert.Equal(0.1, Run(0).Ttft.Mean, 2e-3);
        Assert.Equal(Step, Run(128).Ttft.Mean, 2e-4);
        Assert.Equal(Step, Run(0).Tpot.Mean, 2e-4);
    }

    [Fact]
    public void Groups_in_lock_step_take_the_time_of_the_slowest_and_lose_nothing()
    {
        var requests = new RequestMetrics();
        var events = new EventCalendar();
        EngineMetrics[] metrics = [new(requests), new(requests)];
        var groups = new LockStep([.. metrics.Select(m => new ServingEngine(new ByTokens(), new KvPool(1 << 20, 16), new EngineSettings(), m))], 0, events);
        _ = new ArrivalFeed(new RecordedArrivals([new(0, new(1000, 3)), new(0, new(10, 3))]), events, requests, groups.Submit);
        requests.Close(events.Run());
        var result = ServingResult.Of(requests, metrics, 0, 0);
        Assert.Equal(2, result.Finished);
        // Both have the first token when the long prompt is done, and two steps of a token each after it.
        Assert.Equal(1.0, result.Ttft.Mean, 0.02);
        Assert.Equal(1.002, result.Seconds, 1e-9);
    }

    [Fact]
    public void Held_prompts_start_when_every_group_has_one_or_time_is_up()
    {
        ServingResult Run(int hold)
        {
            var requests = new RequestMetrics();
            var events = new EventCalendar();
            EngineMetrics[] metrics = [new(requests), new(requests)];
            var groups = new LockStep(
                [.. metrics.Select(m => new ServingEngine(new ConstantStepTimes(Step), new KvPool(1 << 20, 16), new EngineSettings(), m))], hold, events);
            _ = new ArrivalFeed(Clients(16, 16, 200), events, requests, groups.Submit);
            requests.Close(events.Run());
            return ServingResult.Of(requests, metrics, 0, 0);
        }

        var waited = (Run(30).Ttft.Mean - Run(0).Ttft.Mean) / Step;
        Assert.InRange(waited, 2, 30);
        Assert.Equal(160, Run(30).Finished);
    }

    private static ClosedLoop Clients(int clients, int input, int output) =>
        new(clients, 10L * clients, new UniformLengths(input, output, 0.8), new RandomSource(1));

    private sealed class Kernels(double count) : IStepTimes
    {
        double IStepTimes.Kernels => count;

        public double Seconds(in StepLoad load) => Step;
    }

    private sealed class ByTokens : IStepTimes
    {
        public double Seconds(in StepLoad load) => 1e-3 * load.Tokens;
    }
}
