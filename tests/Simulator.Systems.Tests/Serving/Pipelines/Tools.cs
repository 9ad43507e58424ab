using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Pipelines;
using Simulator.Systems.Serving.Pipelines.Graphs;
using Simulator.Systems.Serving.Pipelines.Metrics;
using Simulator.Systems.Serving.Variates;

namespace Simulator.Systems.Tests.Serving.Pipelines;

/// <summary>Systems of tools alone: networks of textbook queues.</summary>
internal static class Tools
{
    /// <summary>A node that is a tool of its own, with exponential times of mean 1 / <paramref name="rate"/>.</summary>
    internal static CallNode Node(int index, double rate, params int[] after) =>
        new($"n{index}", index) { After = [.. after], Seconds = new ExponentialVariate(1 / rate) };

    internal static IArrivals Poisson(double rate, long requests, ulong seed = 3) =>
        new RenewalArrivals(rate, 1, requests, new UniformLengths(10, 1), new RandomSource(seed));

    internal static PipelineResult Run(IArrivals arrivals, int servers, params CallNode[] nodes) => Run(arrivals, servers, double.PositiveInfinity, 1, nodes);

    internal static PipelineResult Run(IArrivals arrivals, int servers, double slo, ulong seed, params CallNode[] nodes) =>
        new PipelineSystem(new CallGraph([.. nodes]), [], [.. nodes.Select(n => new PipelineTool(n.Name, servers))])
            .Run([], arrivals, new LatencyObjective(slo, 0.95), seed);
}
