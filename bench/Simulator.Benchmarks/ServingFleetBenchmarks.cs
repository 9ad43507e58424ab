using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Benchmarks;

/// <summary>
/// Up to 10 000 H100: replicas of Llama 3.1 70B (fp8) on four GPUs with five requests a second each, of which ten engines are simulated with their share of
/// the requests. An operation is a simulated second of the fleet.
/// </summary>
[MemoryDiagnoser]
[RealTime]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class ServingFleetBenchmarks
{
    private const int Seconds = 600;

    /// <summary>Replicas of four GPUs.</summary>
    [Params(250, 2500)]
    public int Replicas { get; set; }

    /// <summary>One simulated second.</summary>
    [Benchmark(OperationsPerInvoke = Seconds)]
    public FleetResult SimulatedSecond() => Catalogue.Fleet(new ServingDescription
    {
        Gpu = "h100-sxm",
        Model = "llama-3.1-70b",
        Precision = "fp8",
        Tp = 4,
        Replicas = Replicas,
        Sample = 10,
        Router = RouterKind.LeastLoaded,
        Rate = 5.0 * Replicas,
        Requests = int.MaxValue,
        Input = 1024,
        Output = 256,
        Shortest = 0.25,
        DurationSeconds = Seconds,
    }).Run();
}
