using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Planning;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving.Planning;

public class PlannerTests(ITestOutputHelper output)
{
    private static readonly ServingDescription Small = new()
    {
        Gpu = "h100-sxm",
        Model = "llama-3.1-8b",
        Precision = "fp8",
        Rate = 1,
        Input = 1024,
        Output = 64,
        Shortest = 0.5,
    };

    private static readonly PlanSpace Tiny = new() { Ranks = [1, 2], TokenBudgets = [1024, 4096], MaxSequences = [16, 256], WholePrompts = false };

    private static readonly PlanRequest Question = new(PlanGoal.MaxRate, new ServiceObjective(0.5, 0.015))
    {
        Gpus = 3,
        Requests = 300,
        Repetitions = 1,
        Resources = false,
        Tolerance = 0.02,
    };

    [Theory]
    [InlineData(PlanGoal.MaxRate)]
    [InlineData(PlanGoal.BestSplit)]
    public void The_best_is_as_good_as_the_best_of_all_layouts(PlanGoal goal)
    {
        var request = Question with { Goal = goal, Repetitions = 0 };
        var found = Planner(request).Answer();
        var all = new Planner(Systems(), Small, Tiny, request) { Exhaustive = true }.Answer();
        output.WriteLine(FormattableString.Invariant($"{found.Entries.Length} of {all.Entries.Length} simulated: {found.Best!.Candidate.Name}"));
        output.WriteLine($"{all.Best!.Candidate.Name} {all.Best.Best}");
        Assert.True(found.Entries.Length < all.Entries.Length);
        var (one, other) = goal == PlanGoal.MaxRate ? (found.Best.HighestRate, all.Best.HighestRate) : (found.Best.GoodputPerGpu, all.Best.GoodputPerGpu);
        Assert.InRange(one / other, 1 - request.Tolerance, 1);
    }

    [Fact]
    public void The_same_question_has_the_same_answer_on_any_number_of_threads()
    {
        var question = Question with { Resources = true };
        var (one, four) = (Planner(question with { Threads = 1 }).Answer(), Planner(question with { Threads = 4 }).Answer());
        Assert.Equal(one.Entries.Select(e => (e.Candidate.Name, e.Best)), four.Entries.Select(e => (e.Candidate.Name, e.Best)));
        Assert.Equal(one.Repeated.AsEnumerable(), four.Repeated);
        Assert.Equal(one.Gains.AsEnumerable(), four.Gains);
        Assert.All(one.Gains, g => Assert.InRange(g.Change, -0.02, 0.12));
    }

    [Fact]
    public void The_front_falls_in_throughput_as_it_rises_in_speed()
    {
        var front = Planner(Question).Answer().Front;
        Assert.True(front.Length > 1);
        Assert.All(front.Zip(front.Skip(1)), pair => Assert.True(pair.First.TokensPerPrice >= pair.Second.TokensPerPrice
            && pair.First.Point.TokensPerSecondPerUser < pair.Second.Point.TokensPerSecondPerUser));
        Assert.All(front, p => Assert.True(p.Point.Attainment >= Question.Attainment));
    }

    [Fact]
    public void What_nothing_can_keep_has_no_best_but_the_times_that_can_be_had()
    {
        var answer = Planner(Question with { Objective = new ServiceObjective(0.5, 1e-4) }).Answer();
        Assert.Null(answer.Best);
        Assert.InRange(answer.BestTpot.Seconds, 1e-3, 0.015);
        Assert.InRange(answer.BestTtft.Seconds, 1e-3, 0.5);
    }

    [Fact]
    public void The_fewest_GPUs_serve_the_rate_and_one_replica_less_does_not()
    {
        var rate = Planner(Question with { Gpus = 1, Repetitions = 0 }).Answer().Best!.HighestRate;
        var space = Tiny with { Ranks = [1], Disaggregated = false };
        var request = Question with { Goal = PlanGoal.MinGpus, Gpus = 16, Rate = 3.5 * rate, Repetitions = 0 };
        var best = new Planner(Systems(), Small, space, request).Answer().Best!;
        output.WriteLine(FormattableString.Invariant($"{rate:0.00} per GPU: {best.Candidate.Name}"));
        Assert.Equal(4, best.Candidate.Gpus);
        Assert.True(best.Best!.Attainment >= request.Attainment);
    }

    [Fact]
    public void Without_tokens_to_decode_a_prefill_replica_serves_what_a_whole_one_does()
    {
        var prompts = Small with { Output = 1, Shortest = 0.5, TokenBudget = 4096, Sample = 1 };
        var apart = prompts with { Prefill = new PoolDescription(), Decode = new PoolDescription() };
        var request = Question with { Objective = new ServiceObjective(0.1) };
        var (whole, prefill) = (Run(prompts), Run(apart));
        Assert.Equal(whole.Attainment, prefill.Attainment);
        Assert.Equal(whole.TtftSeconds, prefill.TtftSeconds, 1e-9);

        RatePoint Run(ServingDescription description) =>
            new LoadRun(Systems().Plan(description), request, 500).Run(60, 1, toTheEnd: true, CancellationToken.None);
    }

    [Fact]
    public void No_layout_serves_more_than_the_margin_above_its_estimate()
    {
        var answer = Planner(Question with { Requests = 1000 }).Answer();
        Assert.Contains(answer.Entries, e => e.Candidate.IsDisaggregated && e.Best is not null);
        Assert.All(answer.Entries.Where(e => e.Best is not null), e =>
        {
            output.WriteLine(FormattableString.Invariant($"{e.Candidate.Name}: {e.HighestRate:0.0}, estimate {e.Candidate.Estimate:0.0}"));
            Assert.True(e.HighestRate <= 1.25 * e.Candidate.Estimate);
        });
    }

    [Fact]
    public void What_is_missing_is_said()
    {
        Assert.Equal("rate", Assert.Throws<InputException>(() => Planner(Question with { Goal = PlanGoal.MinGpus }).Answer()).Key);
        Assert.Equal("slo", Assert.Throws<InputException>(() => Planner(Question with { Objective = new ServiceObjective() }).Answer()).Key);
        Assert.Throws<OperationCanceledException>(() => Planner(Question).Answer(new CancellationToken(true)));
    }

    private static Planner Planner(PlanRequest request) => new(Systems(), Small, Tiny, request);

    private static PlanSystems Systems() => new(d => Catalogue.Node(d.Gpu!), Catalogue.Coefficients, Catalogue.Models.Load);
}
