using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Pipelines;
using Simulator.Systems.Serving.Pipelines.Metrics;
using Simulator.Systems.Serving.Pipelines.Splits;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving.Pipelines;

/// <summary>Searches find what trying all splits finds.</summary>
public class SplitSearchTests(ITestOutputHelper output)
{
    private static readonly PipelineSystem System = Described.Build(Described.Search);
    private static readonly double Service = Run([1, 1], 0.01, default).Nodes.Average(n => n.MeanServiceSeconds);
    private static readonly LatencyObjective Objective = new(3.2 * Service, 0.95);

    [Theory]
    [InlineData(0.5)]
    [InlineData(2.3)]
    public void The_cheapest_split_is_the_cheapest_of_all(double load)
    {
        var answer = Search(load, 12).Cheapest([1, 1]);
        var cheapest = Splits(6, 6).Select(s => Run(s, load / Service, Objective)).Where(r => r.KeptShare >= Objective.Share).Min(r => r.DollarsPerHour!.Value);
        output.WriteLine($"{string.Join(',', answer.Best.Replicas)} of {answer.Simulated} simulated, cost {answer.Best.Cost}, cheapest of all {cheapest}");
        Assert.True(answer.Keeps);
        Assert.Equal(cheapest, answer.Best.Cost);
        Assert.All(answer.Front.Zip(answer.Front.Skip(1)), pair => Assert.True(pair.Second.Cost > pair.First.Cost && pair.Second.ServesBetterThan(pair.First)));
        Assert.Equal(Text(answer), Text(Search(load, 12).Cheapest([1, 1])));
    }

    [Fact]
    public void The_best_split_of_a_budget_serves_as_well_as_any()
    {
        const double Load = 2.3;
        var answer = Search(Load, 7).Best([1, 1]);
        var best = Splits(6, 6).Where(s => s.Sum() <= 7).Max(s => Run(s, Load / Service, Objective).KeptShare);
        Assert.InRange(answer.Best.Result.Gpus, 2, 7);
        Assert.Equal(best, answer.Best.Result.KeptShare);
    }

    [Fact]
    public void An_objective_that_no_split_keeps_is_said_to_be_missed()
    {
        var search = new SplitSearch(System, () => Arrivals(1 / Service), new LatencyObjective(0.5 * Service, 0.95), 1, 8);
        Assert.False(search.Cheapest([1, 1]).Keeps);
    }

    [Fact]
    public void A_budget_below_one_replica_of_each_pool_is_refused() => Assert.Contains(
        "one replica of each pool takes 2 GPUs", Assert.Throws<InputException>(() => Search(1, 1).Cheapest([1, 1])).Message, StringComparison.Ordinal);

    private static SplitSearch Search(double load, int gpus) => new(System, () => Arrivals(load / Service), Objective, 1, gpus);

    private static RenewalArrivals Arrivals(double rate) => new(rate, 1, 1500, new UniformLengths(1, 1), new RandomSource(1));

    private static PipelineResult Run(ImmutableArray<int> replicas, double rate, LatencyObjective objective) =>
        System.Run(replicas, Arrivals(rate), objective, 1);

    private static IEnumerable<ImmutableArray<int>> Splits(int left, int right) =>
        Enumerable.Range(1, left).SelectMany(l => Enumerable.Range(1, right).Select(r => ImmutableArray.Create(l, r)));

    private static string Text(SplitAnswer answer) =>
        string.Join('\n', answer.Front.Append(answer.Best).Select(p => $"{string.Join(',', p.Replicas)} {p.Cost} {p.Result.LatencyAtShare}"));
}
