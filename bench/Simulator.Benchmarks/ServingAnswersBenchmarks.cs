using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Pipelines.Descriptions;
using Simulator.Systems.Serving.Pipelines.Metrics;
using Simulator.Systems.Serving.Planning;
using Simulator.Timing;

namespace Simulator.Benchmarks;

/// <summary>Answers that take many engines: a small plan, and a system of models.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class ServingAnswersBenchmarks
{
    private readonly ServingDescription llama = new() { Gpu = "h100-sxm", Model = "llama-3.1-70b", Precision = "fp8", Output = 256, Rate = 1 };
    private PipelineDescription agent = null!;

    /// <summary>Reads the description, which is not measured.</summary>
    [GlobalSetup]
    public void Prepare() => agent = DescriptionReader.Read<PipelineDescription>(
        Path.Combine(ConfigDirectory.Find(), "pipelines", "agent-loop.yaml")).Value;

    /// <summary>The highest rate of Llama 3.1 70B (fp8) on eight H100: at most eight layouts, runs of 500 requests, two threads.</summary>
    [Benchmark]
    public PlanAnswer Plan()
    {
        var request = new PlanRequest(PlanGoal.MaxRate, new ServiceObjective(0.5, 0.03))
        {
            Gpus = 8,
            Requests = 500,
            Simulated = 8,
            Repetitions = 0,
            Resources = false,
            Threads = 2,
        };
        return new Planner(Catalogue.Planning, llama, new PlanSpace(), request).Answer();
    }

    /// <summary>The 500 requests of <c>configs/pipelines/agent-loop.yaml</c>.</summary>
    [Benchmark]
    public PipelineResult Pipeline() => new PipelineBuilder(
            agent, pool => new TimingModel(SystemCatalog.DefaultFor(Catalogue.Systems.Gpus.Load(pool.Gpu!)), Catalogue.Coefficients), Catalogue.Models.Load)
        .Build()
        .Run(agent.Replicas, agent.ToArrivals(), agent.Objective, (ulong)agent.Seed);
}
