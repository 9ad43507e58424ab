using Simulator.Hardware.Clusters;
using Simulator.Hardware.Gpus;
using Simulator.Systems.Inference;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Tests;

/// <summary>The repository's descriptions, read once.</summary>
internal static class Catalogue
{
    internal static string Root { get; } = FindRoot();

    internal static ModelCatalog Models { get; } = ModelCatalog.Open(Path.Combine(Root, "workloads"));

    internal static GpuCatalog Gpus { get; } = GpuCatalog.Open(Path.Combine(Root, "configs"));

    internal static TimingCoefficients Coefficients { get; } = CalibrationFile.Load(Path.Combine(Root, "configs"));

    internal static SystemDescription Node(string gpu) => SystemCatalog.DefaultFor(Gpus.Load(gpu));

    internal static StepSimulator Simulator(string gpu = "h100-sxm") => Simulator(Node(gpu));

    internal static StepSimulator Simulator(SystemDescription system) => new(new TimingModel(system, Coefficients));

    internal static InferenceRequest Request(string model, StepShape step, string recipe = PrecisionRecipe.PublishedName, Parallelism? parallelism = null) =>
        Request(Models.Load(model), step, recipe, parallelism);

    internal static InferenceRequest Request(ModelDescription model, StepShape step, string recipe = PrecisionRecipe.PublishedName, Parallelism? parallelism = null) =>
        new(model, step, PrecisionRecipe.Parse(recipe, model), parallelism ?? Parallelism.Single);

    internal static InferenceRequest LlamaDecode(int batch = 64, int tp = 4) =>
        Request("llama-3.1-70b", StepShape.Decode(batch, 4096), "fp8", new Parallelism { Tp = tp });

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
