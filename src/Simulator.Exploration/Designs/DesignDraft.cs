using Simulator.Hardware.Clusters;
using Simulator.Hardware.Gpus;
using Simulator.Systems.Inference;

namespace Simulator.Exploration.Designs;

/// <summary>
/// One design while it is put together. Descriptions are immutable: a change replaces them. Belongs to one thread, which uses it again for every point.
/// </summary>
internal sealed class DesignDraft(int variables)
{
    /// <summary>The GPU.</summary>
    public GpuDescription Gpu { get; set; } = null!;

    /// <summary>The system without its GPU; null where it is derived from the GPU's links.</summary>
    public SystemDescription? Platform { get; set; }

    /// <summary>The workloads.</summary>
    public WorkloadDescription[] Workloads { get; private set; } = [];

    /// <summary>Values that belong to no description (<c>var.NAME</c>).</summary>
    public double[] Variables { get; } = new double[variables];

    /// <summary>The system with its GPU.</summary>
    public SystemDescription System => Platform is { } platform ? platform with { Gpu = Gpu } : SystemCatalog.DefaultFor(Gpu);

    /// <summary>Begins again from a base.</summary>
    public void Begin(BaseDesign from)
    {
        (Gpu, Platform) = (from.Gpu, from.Platform);
        if (Workloads.Length != from.Workloads.Length)
        {
            Workloads = new WorkloadDescription[from.Workloads.Length];
        }

        from.Workloads.CopyTo(Workloads);
    }
}
