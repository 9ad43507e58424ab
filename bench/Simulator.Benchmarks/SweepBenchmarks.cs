using BenchmarkDotNet.Attributes;
using Simulator.Exploration.Experiments;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Catalogs;
using Simulator.Systems.Inference;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Benchmarks;

/// <summary>
/// A sweep from the first point to the answers on disk. A point is a decode step of Llama 3.1 8B (32 sequences of 4096 tokens) with its tile search, on a GPU
/// whose bandwidth, SM count, L2 and clock are changed. The goal is 50 000 points a second on two cores.
/// </summary>
[MemoryDiagnoser]
public class SweepBenchmarks
{
    private const int Points = 50_000;

    private Experiment experiment = null!;
    private string folder = "";

    /// <summary>Threads.</summary>
    [Params(1, 2)]
    public int Threads { get; set; }

    /// <summary>The precision of the matrix products.</summary>
    [Params("bf16", "fp8")]
    public string Precision { get; set; } = "";

    /// <summary>Checks the experiment, which is not measured.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        folder = Directory.CreateTempSubdirectory("sweep").FullName;
        var step = new WorkloadDescription { Model = "llama-3.1-8b", Batch = 32, Context = 4096, Precision = Precision };
        experiment = new ExperimentReader(ConfigDirectory.Find(), WorkloadDirectory.Find()).Check(
            new ExperimentDescription
            {
                Name = "sweep",
                Gpu = "h100-sxm",
                Workloads = new Dictionary<string, WorkloadDescription> { ["decode"] = step },
                Vary = new Dictionary<string, string>
                {
                    ["gpu.memory.bandwidth"] = "2..10 TB/s",
                    ["gpu.sm.count"] = "80..200",
                    ["gpu.l2.bytes"] = "20..200 MB",
                    ["gpu.sm.clock"] = "1..2.5 GHz",
                },
                Sample = new SampleDescription { Kind = Exploration.Spaces.SamplingMethod.Sobol, Points = Points },
                Objectives = ["tpot", "area"],
            },
            Precision);
    }

    /// <summary>Removes what was written.</summary>
    [GlobalCleanup]
    public void Remove() => Directory.Delete(folder, recursive: true);

    /// <summary>The mean time of one point.</summary>
    [Benchmark(OperationsPerInvoke = Points)]
    public long Point() => new SweepRunner(experiment, experiment.ManifestOf("bench", "bench"), RunFolder.Of(folder, "sweep", "a"))
        .Run(new SweepOptions { Threads = Threads, Force = true }).Progress.Done;
}
