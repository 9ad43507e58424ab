using Simulator.Systems.Inference;
using Simulator.Systems.Sensitivity;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Models;

namespace Simulator.Systems.Tests.Sensitivity;

public class ElasticityTests
{
    private const double Least = -1e-6;
    private const double LeastOfSmCount = -1e-6;

    [Theory]
    [InlineData("llama-3.1-70b", Phase.Decode)]
    [InlineData("llama-3.1-8b", Phase.Prefill)]
    [InlineData("deepseek-v3", Phase.Decode)]
    [InlineData("nemotron-3-nano-30b-a3b", Phase.Decode)]
    [InlineData("gpt-oss-120b", Phase.Prefill)]
    [InlineData("bge-m3", Phase.Encode)]
    public void More_of_a_resource_never_costs_time(string model, Phase phase)
    {
        var trace = Catalogue.Request(model, Inference.StepSimulatorTests.StepOf(phase)).BuildTrace();
        foreach (var gpu in new[] { "h100-sxm", "a100-sxm", "l40s", "b200-sxm" })
        {
            foreach (var e in ElasticityAnalysis.Of(Catalogue.Node(gpu), s => Catalogue.Simulator(s).Seconds(trace)))
            {
                Assert.True(e.Value >= (e.Resource == Resource.SmCount ? LeastOfSmCount : Least), $"{gpu}: {e}");
                Assert.InRange(e.Value, double.MinValue, 1.2);
                Assert.Equal(Math.Pow(1.1, -e.Value) - 1, e.TimeChange, 12);
            }
        }
    }

    [Fact]
    public void Memory_bandwidth_matters_as_much_as_memory_binds()
    {
        var prediction = Predict(LaunchMode.Graph);
        var share = prediction.Result!.Share(prediction.Result.ByBound.Single(b => b.Bound == Bound.Memory).Seconds);
        Assert.InRange(share, 0.5, 1);
        Assert.InRange(Of(prediction, Resource.MemoryBandwidth), share - 0.25, share + 0.05);
        Assert.Equal(Resource.MemoryBandwidth, prediction.Elasticities[0].Resource);
        Assert.Equal(Enum.GetValues<Resource>().Order(), prediction.Elasticities.Select(e => e.Resource).Order());
        Assert.Equal(prediction.Elasticities.OrderByDescending(e => e.Value), prediction.Elasticities);
    }

    [Fact]
    public void Launches_matter_more_without_a_graph()
    {
        Assert.True(Of(Predict(LaunchMode.Stream, batch: 1), Resource.Launch) >= Of(Predict(LaunchMode.Graph, batch: 1), Resource.Launch));
    }

    [Theory]
    [InlineData(Resource.SmCount, 145.0 / 132)]
    [InlineData(Resource.Clock, 1.1)]
    [InlineData(Resource.Launch, 1.1)]
    public void The_factor_really_applied_is_told(Resource resource, double factor) =>
        Assert.Equal(factor, ResourceScaling.Scale(Catalogue.Node("h100-sxm"), resource, 1.1).Factor, 12);

    [Fact]
    public void A_step_that_takes_no_time_has_no_elasticities() =>
        Assert.All(ElasticityAnalysis.Of(Catalogue.Node("h100-sxm"), _ => 0), e => Assert.Equal((0.0, 0.0), (e.Value, e.TimeChange)));

    private static StepPrediction Predict(LaunchMode launch, int batch = 64)
    {
        var request = Catalogue.LlamaDecode(batch);
        return StepPrediction.Of(Catalogue.Node("h100-sxm"), Catalogue.Coefficients, request.BuildTrace(), request, launch);
    }

    private static double Of(StepPrediction prediction, Resource resource) => prediction.Elasticities.Single(e => e.Resource == resource).Value;
}
