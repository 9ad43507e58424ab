using Simulator.Systems.Serving.Pipelines.Graphs;
using Simulator.Systems.Serving.Variates;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving.Pipelines;

/// <summary>Systems that are textbook queueing networks take as long as the textbook says.</summary>
public class QueueingNetworkTests(ITestOutputHelper output)
{
    private const long Requests = 400_000;

    [Fact]
    public void Queues_in_tandem_take_as_long_as_Jackson_says()
    {
        // Jackson (1957): each node is an M/M/1 queue of its own, 1 / (μ − λ).
        var result = Tools.Run(Tools.Poisson(1, Requests), 1, Tools.Node(0, 2), Tools.Node(1, 1.6, 0), Tools.Node(2, 1.4, 1));
        Check(result.Latency.Mean, (1 / 1.0) + (1 / 0.6) + (1 / 0.4), 0.03, "tandem");
        foreach (var (node, rate) in result.Nodes.Zip([2.0, 1.6, 1.4]))
        {
            Check(node.Time.Mean, 1 / (rate - 1), 0.04, node.Name);
            Check(node.MeanServiceSeconds, 1 / rate, 0.01, $"{node.Name} service");
            Check(node.CriticalShare, 1 / (rate - 1) / result.Latency.Mean, 0.04, $"{node.Name} on the critical path");
        }
    }

    [Fact]
    public void A_loop_through_a_queue_is_a_Jackson_network_with_feedback()
    {
        // λ / stop visits per second come to each node: 1 / stop visits of 1 / (μ − λ / stop) each.
        const double Stop = 0.4;
        var loop = Tools.Node(1, 4, 0) with { Loop = new CallLoop(0, Stop) };
        var result = Tools.Run(Tools.Poisson(1, Requests), 1, Tools.Node(0, 5), loop);
        Check(result.Latency.Mean, ((1 / (5 - 2.5)) + (1 / (4 - 2.5))) / Stop, 0.03, "feedback");
        Check(result.Nodes[0].VisitsPerRequest, 1 / Stop, 0.01, "rounds");
        Check(result.Nodes[1].CallsPerRequest, 1 / Stop, 0.01, "calls");
    }

    [Theory]
    [InlineData(0.25, int.MaxValue)]
    [InlineData(0.25, 3)]
    [InlineData(1, int.MaxValue)]
    public void Rounds_of_a_loop_are_geometric_and_cut_at_the_most(double stop, int most)
    {
        var node = Tools.Node(0, 1) with { Loop = new CallLoop(0, stop, most) };
        var result = Tools.Run(Tools.Poisson(1, 100_000), int.MaxValue, node);
        Check(result.Nodes[0].VisitsPerRequest, (1 - Math.Pow(1 - stop, most)) / stop, 0.01, $"rounds at {stop}, {most} at most");
    }

    [Theory]
    [InlineData(2)]
    [InlineData(20)]
    public void A_fan_out_takes_the_largest_of_its_calls(int calls)
    {
        // The largest of n exponential times has the mean H_n / μ, the n-th harmonic number.
        var node = Tools.Node(0, 0.5) with { Calls = new ConstantVariate(calls) };
        var result = Tools.Run(Tools.Poisson(1, 100_000), int.MaxValue, node);
        Check(result.Latency.Mean, Harmonic(calls) / 0.5, 0.01, $"{calls} calls");
        Check(result.Nodes[0].CallsPerRequest, calls, 1e-9, "calls");
        Check(result.Nodes[0].MeanServiceSeconds, 2, 0.01, "one call");
    }

    [Fact]
    public void Parallel_branches_join_at_the_slowest()
    {
        // 0 -> {1, 2, 3} -> 4, all of rate 1: 1 + H_3 + 1; each branch is the slowest as often.
        var result = Tools.Run(
            Tools.Poisson(1, 100_000), int.MaxValue, Tools.Node(0, 1), Tools.Node(1, 1, 0), Tools.Node(2, 1, 0), Tools.Node(3, 1, 0), Tools.Node(4, 1, 1, 2, 3));
        Check(result.Latency.Mean, 2 + Harmonic(3), 0.01, "fork and join");
        foreach (var branch in result.Nodes[1..4])
            Check(branch.CriticalShare, Harmonic(3) / 3 / (2 + Harmonic(3)), 0.02, $"{branch.Name} on the critical path");
        Check(result.Nodes[4].CriticalShare, 1 / (2 + Harmonic(3)), 0.02, "last");
    }

    [Fact]
    public void A_branch_is_taken_as_often_as_its_probability_says()
    {
        var branch = Tools.Node(1, 0.25, 0) with { Probability = 0.3 };
        var result = Tools.Run(Tools.Poisson(1, 100_000), int.MaxValue, Tools.Node(0, 1), branch, Tools.Node(2, 1, 1));
        Check(result.Nodes[1].CallsPerRequest, 0.3, 0.02, "calls");
        Check(result.Latency.Mean, 1 + (0.3 * 4) + 1, 0.02, "latency");
        Check(result.Nodes[2].CallsPerRequest, 1, 1e-9, "calls after it");
    }

    [Fact]
    public void A_loop_within_a_loop_goes_through_all_rounds_of_both()
    {
        // 0 -> 1 (again with 1/2) -> 2 (again from 0 with 2/3): 3 rounds outside, 2 inside each.
        var result = Tools.Run(
            Tools.Poisson(1, 100_000), int.MaxValue, Tools.Node(0, 1), Tools.Node(1, 1, 0) with { Loop = new CallLoop(1, 0.5) },
            Tools.Node(2, 1, 1) with { Loop = new CallLoop(0, 1.0 / 3) }, Tools.Node(3, 1, 2));
        double[] expected = [3, 6, 3, 1];
        foreach (var (node, visits) in result.Nodes.Zip(expected))
            Check(node.VisitsPerRequest, visits, 0.015, node.Name);
        Check(result.Latency.Mean, 13, 0.015, "latency");
    }

    private static double Harmonic(int n) => Enumerable.Range(1, n).Sum(i => 1.0 / i);

    private void Check(double simulated, double expected, double tolerance, string what)
    {
        var deviation = (simulated / expected) - 1;
        output.WriteLine(FormattableString.Invariant($"{what}: {simulated:0.0000}, expected {expected:0.0000}, deviation {deviation:+0.00 %;-0.00 %}"));
        Assert.InRange(simulated / expected, 1 - tolerance, 1 + tolerance);
    }
}
