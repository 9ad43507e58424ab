using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Gpus;
using Simulator.Systems.Inference;

namespace Simulator.Exploration.Designs;

/// <summary>What designs begin from.</summary>
/// <param name="Gpu">The GPU.</param>
/// <param name="Platform">The system; null where it is derived from the GPU's links.</param>
/// <param name="Workloads">The workloads, in the order of the file.</param>
internal sealed record BaseDesign(GpuDescription Gpu, SystemDescription? Platform, ImmutableArray<WorkloadDescription> Workloads)
{
    /// <summary>GPUs of one scale-up domain.</summary>
    public int NodeSize => (Platform ?? SystemCatalog.DefaultFor(Gpu)).ScaleUp.Gpus;
}
