using Simulator.Systems.PostTraining;
using Simulator.Systems.PostTraining.Learning;
using Simulator.Systems.PostTraining.Results;
using Simulator.Systems.PostTraining.Weights;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Memory;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Tests.PostTraining;

/// <summary>The event simulation against what can be worked out by hand, and what must hold in every run.</summary>
public class PostTrainingSimulationTests
{
    private const int Tokens = 50;

    [Fact]
    public void Synchronous_iterations_of_alike_answers_take_the_sum_of_their_phases()
    {
        // The step that computes the prompts gives the first token, so that an answer of n tokens takes n steps.
        var plan = Runs.Plan(new UniformLengths(20, Tokens)) with { RewardSeconds = 0.4, RewardWorkers = 24 };
        var result = Run(plan);
        Close((Tokens * Runs.StepSeconds) + 0.4 + 0.3 + 0.7 + 0.05 + 0.02, result.IterationSeconds);
        Close(24 / result.IterationSeconds, result.SamplesPerSecond);
        Close((Tokens + 20) * 24 / result.IterationSeconds / 10, result.TokensPerSecondPerGpu);
        Assert.Equal(0, result.MeanStaleness);
    }

    [Fact]
    public void Rewards_queue_for_their_workers()
    {
        var result = Run(Runs.Plan(new UniformLengths(20, Tokens)) with { RewardSeconds = 0.4, RewardWorkers = 8 });
        Close((Tokens * Runs.StepSeconds) + (3 * 0.4) + 1.07, result.IterationSeconds);
        var wait = result.Pools[1].Share(PoolActivity.Reward) * result.IterationSeconds;
        Close(1.2, wait);
    }

    [Fact]
    public void On_one_pool_phases_take_turns_and_reloads_are_named()
    {
        var plan = Runs.Plan(new UniformLengths(20, Tokens)) with { LearnerGpus = 0, Sync = new SyncTimes(0.05, 0, 0.11, 0.13) };
        var result = Run(plan);
        Close((Tokens * Runs.StepSeconds) + 0.11 + 0.3 + 0.7 + 0.05 + 0.13, result.IterationSeconds);
        var pool = Assert.Single(result.Pools);
        Close(result.Seconds * 6, pool.Total);
        Close(0.24 / result.IterationSeconds, pool.Share(PoolActivity.Reload));
        Close(0.05 / result.IterationSeconds, pool.Share(PoolActivity.WeightSync));
        Close(1.5 / result.IterationSeconds, pool.BusyShare);
        Assert.Equal(0, pool.Share(PoolActivity.WaitingForLearner));
    }

    [Theory]
    [InlineData(0, false, false, 1_000_000, 1)]
    [InlineData(1, false, false, 1_000_000, 2)]
    [InlineData(1, true, false, 1_000_000, 3)]
    [InlineData(2, true, true, 1_000_000, 4)]
    [InlineData(4, true, false, 120, 5)]
    [InlineData(3, false, false, 120, 6)]
    [InlineData(7, true, true, 150, 7)]
    public void Every_answer_is_learned_from_once_and_none_is_older_than_the_bound(int staleness, bool interrupt, bool recompute, long blocks, ulong seed)
    {
        foreach (var learning in new[] { 0, 0.2, 3 })
        {
            var seen = new Recorder();
            var plan = Runs.Plan(Runs.Tail, blocks: blocks) with
            {
                Staleness = staleness,
                Interrupt = interrupt,
                RecomputeCache = recompute,
                Learner = seen with { Times = new LearnerTimes(0.1, learning) },
                RewardSeconds = 0.05,
                RewardWorkers = 3,
                Warmup = 2,
                Iterations = 20,
                Seed = seed,
            };
            var result = Run(plan);
            Assert.Equal(result.Begun, result.Learned + result.InFlight);
            Assert.Equal(22L * 24, result.Learned);
            Assert.Equal(result.Learned, seen.Batches.Sum(b => b.Sequences));
            Assert.Equal(20L * 24, result.ByStaleness.Sum());
            Assert.Equal(staleness + 1, result.ByStaleness.Length);
            Assert.All(result.Iterations, i => Assert.InRange(i.LargestStaleness, 0, staleness));
            Assert.InRange(result.InFlight, 0, (staleness + 1) * 24);
            Close(result.Seconds * 6, result.Pools[0].Total);
            Close(result.Seconds * 4, result.Pools[1].Total);
            Assert.All(result.Pools.SelectMany(p => p.GpuSeconds), s => Assert.True(s >= 0));
            Assert.All(seen.Batches, b => Assert.True(b.Squares >= b.Tokens * b.Tokens / b.Sequences * (1 - 1e-12)));
        }
    }

    [Fact]
    public void With_a_learner_that_takes_no_time_generation_goes_on_at_its_own_rate()
    {
        // The bound is so wide that the longest answer does not reach it.
        var lengths = Runs.Answers(20, 60, 150, 200);
        var plan = Runs.Plan(lengths, 0, 0) with { Staleness = 100, Interrupt = true, Sync = default, Warmup = 110, Iterations = 600 };
        var alone = 3 * OneEngine(plan, 24 * 600 / 3);
        var result = Run(plan);
        Assert.InRange(result.OutputTokensPerSecond / alone, 0.97, 1.03);
        Assert.True(result.Pools[0].Share(PoolActivity.Generating) > 0.999);
    }

    [Fact]
    public void A_slow_learner_sets_the_pace_and_engines_wait_for_it()
    {
        var result = Run(Runs.Plan(Runs.Tail, 0.3, 60) with { Staleness = 1, Interrupt = true, Warmup = 3 });
        Close(60.3 + 0.07, result.IterationSeconds);
        Assert.True(result.Pools[0].Share(PoolActivity.WaitingForLearner) > 0.8);
        Assert.Equal(0, result.Pools[0].Share(PoolActivity.RolloutTail));
        Assert.Equal(1, result.MeanStaleness);
    }

    [Fact]
    public void Synchronous_engines_wait_in_the_tail_and_a_bound_of_one_hides_it()
    {
        var synchronous = Run(Runs.Plan(Runs.Tail));
        var bounded = Run(Runs.Plan(Runs.Tail) with { Staleness = 1, Interrupt = true, Warmup = 2 });
        Assert.True(synchronous.Pools[0].Share(PoolActivity.RolloutTail) > 0.05);
        Assert.True(bounded.IterationSeconds < synchronous.IterationSeconds);
        Assert.True(synchronous.ThinShare > 0.3);
    }

    [Fact]
    public void Finishing_answers_before_new_weights_are_loaded_costs_time()
    {
        var plan = Runs.Plan(Runs.Tail) with { Staleness = 2, Warmup = 3, Iterations = 40 };
        var drained = Run(plan);
        var swapped = Run(plan with { Interrupt = true });
        var recomputed = Run(plan with { Interrupt = true, RecomputeCache = true });
        Assert.True(swapped.IterationSeconds < drained.IterationSeconds);
        Assert.True(recomputed.Preemptions > 0 && swapped.Preemptions == 0);
    }

    [Fact]
    public void The_same_seed_gives_the_same_run_and_recording_does_not_change_it()
    {
        var plan = Runs.Plan(Runs.Tail) with { Staleness = 1, Interrupt = true };
        var recorded = Run(plan with { Record = true });
        Assert.Equal<IterationResult>([.. Run(plan).Iterations], [.. recorded.Iterations]);
        Assert.NotEqual<IterationResult>([.. Run(plan with { Seed = 2 }).Iterations], [.. recorded.Iterations]);
        foreach (var lane in recorded.Spans.GroupBy(s => s.Lane))
        {
            var at = 0.0;
            foreach (var span in lane)
            {
                Assert.Equal(at, span.Start);
                Assert.True(span.End > span.Start);
                at = span.End;
            }
        }
    }

    [Fact]
    public void A_run_can_be_ended_early()
    {
        using var source = new CancellationTokenSource();
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => new PostTrainingSimulation(Runs.Plan(Runs.Tail)).Run(source.Token));
    }

    private static PostTrainingResult Run(PostTrainingPlan plan) => new PostTrainingSimulation(plan).Run();

    private static void Close(double expected, double actual) => Assert.InRange(actual / expected, 1 - 1e-9, 1 + 1e-9);

    private sealed record Recorder : ILearnerTimes
    {
        public List<BatchLengths> Batches { get; } = [];

        public LearnerTimes Times { get; init; }

        public LearnerTimes Of(in BatchLengths batch)
        {
            Batches.Add(batch);
            return Times;
        }
    }

    /// <summary>Output tokens per second of an engine that is never without requests: as many clients as it takes sequences.</summary>
    private static double OneEngine(PostTrainingPlan plan, int requests)
    {
        var settings = new EngineSettings { TokenBudget = 1 << 20, MaxSequences = 64 };
        var arrivals = new ClosedLoop(64, requests, plan.Lengths, new RandomSource(9));
        return Serving.Queue.Run(arrivals, new ConstantStepTimes(Runs.StepSeconds), new KvPool(1_000_000, 16), settings).OutputTokensPerSecond;
    }
}
