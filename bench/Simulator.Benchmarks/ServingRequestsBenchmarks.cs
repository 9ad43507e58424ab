using System.Diagnostics;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Engines;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Benchmarks;

/// <summary>
/// All requests of a Poisson process at Llama 3.1 8B on one H100. The goal is a million in a minute, in memory that does not grow with finished requests: what
/// is allocated is garbage soon, so that the peak of the process's memory, printed at the end of each case, is what tells.
/// </summary>
[MemoryDiagnoser]
[SimpleJob(RunStrategy.Monitoring, warmupCount: 1, iterationCount: 3)]
public class ServingRequestsBenchmarks
{
    /// <summary>Requests.</summary>
    [Params(100_000, 1_000_000)]
    public int Requests { get; set; }

    /// <summary>The run, from reading no step times to the results.</summary>
    [Benchmark]
    public FleetResult Serve() => Catalogue.Fleet(new ServingDescription
    {
        Gpu = "h100-sxm",
        Model = "llama-3.1-8b",
        Rate = 20,
        Requests = Requests,
        Input = 1024,
        Output = 256,
        Shortest = 0.25,
    }).Run();

    /// <summary>Prints the peak.</summary>
    [GlobalCleanup]
    public void TellMemory()
    {
        using var process = Process.GetCurrentProcess();
        Console.WriteLine($"// {Requests} requests: at most {process.PeakWorkingSet64 / 1e6:0} MB resident");
    }
}
