using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Benchmarks;

/// <summary>
/// One engine of Llama 3.1 70B (bf16) on eight H100, prompts and answers of 819 to 1024 tokens, always busy; 1024 clients fill its cache, so that it
/// preempts. An operation is a simulated second; step times are worked out within. The goal is 10 000 times real time: 100 µs.
/// </summary>
[MemoryDiagnoser]
[RealTime]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class ServingEngineBenchmarks
{
    private const int Seconds = 20_000;

    /// <summary>Clients of the closed loop.</summary>
    [Params(256, 1024)]
    public int Clients { get; set; }

    /// <summary>One simulated second.</summary>
    [Benchmark(OperationsPerInvoke = Seconds)]
    public FleetResult SimulatedSecond() => Catalogue.Fleet(new ServingDescription
    {
        Gpu = "h100-sxm",
        Model = "llama-3.1-70b",
        Precision = "bf16",
        Tp = 8,
        Concurrency = Clients,
        Requests = int.MaxValue,
        Shortest = 0.8,
        DurationSeconds = Seconds,
    }).Run();
}
