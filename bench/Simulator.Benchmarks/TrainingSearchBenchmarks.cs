using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Simulator.Systems.Training;
using Simulator.Systems.Training.Search;
using Simulator.Workloads.Precisions;

namespace Simulator.Benchmarks;

/// <summary>Every layout of a training step of Llama 3.1 70B (fp8, 128 sequences of 8192 tokens) on 64 H100.</summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class TrainingSearchBenchmarks
{
    private TrainingRequest request = null!;

    /// <summary>Reads the descriptions, which is not measured.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        var cluster = Catalogue.Systems.Load("hgx-h100").WithNodes(8, Catalogue.Systems);
        request = new TrainingRequest(
            Catalogue.Models.Load("llama-3.1-70b"), cluster, 128, 1, 8192, TrainingRecipe.Parse("fp8").On(cluster.Gpu), new TrainingParallelism());
    }

    /// <summary>The search.</summary>
    [Benchmark]
    public SearchResult Search() => new TrainingSearch(request, Catalogue.Coefficients).Run(request.System.TotalGpus, 5);
}
