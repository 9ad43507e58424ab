using Simulator.Hardware.Clusters;
using Simulator.Systems.Training;
using Simulator.Workloads.Precisions;

namespace Simulator.Systems.Tests.Training;

/// <summary>Training steps to test with.</summary>
internal static class Steps
{
    internal static SystemCatalog Systems { get; } = new(Path.Combine(Catalogue.Root, "configs"), Catalogue.Gpus);

    internal static SystemDescription Cluster(string id, int nodes) => Systems.Load(id).WithNodes(nodes, Systems);

    internal static TrainingRequest Llama8(int batch = 32, string system = "hgx-h100", int nodes = 1, string recipe = "bf16",
        TrainingParallelism? layout = null) =>
        Of("llama-3.1-8b", batch, 4096, system, nodes, recipe, layout ?? new TrainingParallelism { Dp = 8, Zero = 3 });

    internal static TrainingRequest Llama70(int batch = 64, TrainingParallelism? layout = null) =>
        Of("llama-3.1-70b", batch, 8192, "hgx-h100", 8, "fp8", layout ?? new TrainingParallelism { Tp = 4, Pp = 8, Vp = 5, Dp = 2 });

    internal static TrainingRequest Of(
        string model, int batch, int sequence, string system, int nodes, string recipe, TrainingParallelism layout, int microBatch = 1)
    {
        var cluster = Cluster(system, nodes);
        return new TrainingRequest(Catalogue.Models.Load(model), cluster, batch, microBatch, sequence, TrainingRecipe.Parse(recipe).On(cluster.Gpu), layout);
    }

    internal static TrainingResult Simulate(this TrainingRequest request) => TrainingSimulator.Simulate(request, Catalogue.Coefficients);
}
