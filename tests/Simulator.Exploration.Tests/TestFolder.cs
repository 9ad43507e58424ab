using Simulator.Exploration.Experiments;
using Simulator.Exploration.Runs;

namespace Simulator.Exploration.Tests;

/// <summary>A folder for one test, with the repository's catalogues to read experiments with.</summary>
internal sealed class TestFolder : IDisposable
{
    private const string Small = """
        name: small
        gpu: h100-sxm
        workloads:
          decode: { model: llama-3.1-8b, batch: 32, context: 4096 }
        vary:
          gpu.memory.bandwidth: 2..8 TB/s:25
          gpu.sm.count: [66, 99, 132]
          decode.precision: bf16, fp8
          batch: log 1..4096:9
        derive:
          gpu.l2.bytes: 0.4 MB * gpu.sm.count
        metrics:
          per_area: decode.tokens_per_second / area
        objectives: [minimise decode.tpot, maximise per_area]
        constraints: [area <= 800 mm2, decode.tpot <= 20 ms]
        """;

    internal static string Root { get; } = FindRoot();

    internal static ExperimentReader Reader { get; } = new(Path.Combine(Root, "configs"), Path.Combine(Root, "workloads"));

    /// <summary>1350 points of all kinds: feasible, excluded, too large for the memory.</summary>
    internal static string SmallText => Small;

    internal string FullPath { get; } = Directory.CreateTempSubdirectory("exploration").FullName;

    public void Dispose() => Directory.Delete(FullPath, recursive: true);

    internal Experiment Experiment(string text = Small, string name = "small")
    {
        var path = Path.Combine(FullPath, name + ".yaml");
        File.WriteAllText(path, text);
        return Reader.Read(path);
    }

    internal SweepOutcome Run(Experiment experiment, string run, SweepOptions? options = null, CancellationToken cancellation = default) =>
        Runner(experiment, run).Run(options ?? new SweepOptions { Threads = 2 }, null, cancellation);

    internal SweepRunner Runner(Experiment experiment, string run) => new(experiment, experiment.ManifestOf("test", "test"), Folder(experiment, run));

    internal RunFolder Folder(Experiment experiment, string run) => RunFolder.Of(FullPath, experiment.Description.Name, run);

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Simulator.sln")))
                return directory.FullName;
        }

        throw new InvalidOperationException($"no Simulator.sln above {AppContext.BaseDirectory}");
    }
}
