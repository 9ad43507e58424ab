using System.Collections.Immutable;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Clusters;

/// <summary>The system descriptions of a directory's <c>systems/</c>. Safe for concurrent use.</summary>
/// <param name="configDirectory">The directory that holds <c>systems/</c>.</param>
/// <param name="gpus">Where the systems' GPUs are found.</param>
public sealed class SystemCatalog(string configDirectory, GpuCatalog gpus)
{
    private const int DefaultGpus = 8;

    private readonly DescriptionCatalog catalog = new(Path.Combine(configDirectory, "systems"), "system");

    /// <summary>Where the systems' GPUs are found.</summary>
    public GpuCatalog Gpus { get; } = gpus;

    /// <summary>The ids, in alphabetical order.</summary>
    public ImmutableArray<string> Ids => catalog.Ids;

    /// <summary>Opens the catalogue of the directory that <see cref="ConfigDirectory.Find"/> finds.</summary>
    /// <param name="configDirectory">The directory given with an option; null where none was.</param>
    /// <returns>The catalogue.</returns>
    /// <exception cref="InputException">There is no such directory.</exception>
    public static SystemCatalog Open(string? configDirectory = null)
    {
        var directory = ConfigDirectory.Find(configDirectory);
        return new SystemCatalog(directory, new GpuCatalog(directory));
    }

    /// <summary>The file of an id, or the path itself, for manifests.</summary>
    /// <param name="idOrPath">An id such as <c>hgx-h100</c>, or a path.</param>
    /// <returns>The path.</returns>
    /// <exception cref="InputException">No system has that id.</exception>
    public string PathOf(string idOrPath) => catalog.PathOf(idOrPath);

    /// <summary>Reads a system description and the description of its GPU.</summary>
    /// <param name="idOrPath">An id such as <c>hgx-h100</c>; text with a <c>/</c> or ending in <c>.yaml</c> is the path of a file.</param>
    /// <param name="overrides">Values that replace the file's, with paths such as <c>scale_up.bandwidth</c>.</param>
    /// <param name="gpuOverrides">Values that replace those of the GPU's file, with paths such as <c>memory.bandwidth</c>.</param>
    /// <returns>The description with its sources.</returns>
    /// <exception cref="InputException">The id is unknown, or a file or an override cannot be used.</exception>
    public SystemDescription Load(
        string idOrPath, IReadOnlyList<DescriptionOverride>? overrides = null, IReadOnlyList<DescriptionOverride>? gpuOverrides = null)
    {
        var bound = catalog.Load<SystemDescription>(idOrPath, overrides, (_, id) => Gpus.Load(id, gpuOverrides));
        return Checked(bound.Value, idOrPath) with { Sources = bound.Sources };
    }

    /// <summary>
    /// A node of eight GPUs derived from the GPU's own links: through switches (with in-switch reduction from Hopper on), a mesh or PCIe, with
    /// a round trip of 0.6 µs (PCIe 1.8 µs, estimated), and on PCIe a host that passes what one port carries. <see cref="SystemDescription.Derived"/> is true.
    /// </summary>
    /// <param name="gpu">The GPU.</param>
    /// <param name="gpus">GPUs in the node. Default: 8.</param>
    /// <returns>The node.</returns>
    public static SystemDescription DefaultFor(GpuDescription gpu, int gpus = DefaultGpus)
    {
        ArgumentNullException.ThrowIfNull(gpu);
        ArgumentOutOfRangeException.ThrowIfLessThan(gpus, 1);
        var topology = gpu.Links.ScaleUpBytesPerSecond > 0 ? gpu.Links.Topology : ScaleUpTopology.Pcie;
        var pcie = topology == ScaleUpTopology.Pcie;
        return new SystemDescription
        {
            Id = $"{gpu.Id}-node",
            Name = $"{gpus} x {gpu.Name}, derived from the GPU's links",
            Gpu = gpu,
            Nodes = 1,
            Derived = true,
            ScaleUp = new ScaleUpDescription
            {
                Gpus = gpus,
                Topology = topology,
                BandwidthBytesPerSecond = pcie ? gpu.Links.PcieBytesPerSecond : gpu.Links.ScaleUpBytesPerSecond,
                LatencySeconds = pcie ? 1.8e-6 : 0.6e-6,
                HostBandwidthBytesPerSecond = pcie ? gpu.Links.PcieBytesPerSecond : 0,
                InSwitchReduction = topology == ScaleUpTopology.Switched
                    && gpu.Tensor.Generation is MmaGeneration.Wgmma or MmaGeneration.Tcgen05,
            },
        };
    }

    private SystemDescription Checked(SystemDescription system, string idOrPath)
    {
        if (system.Nodes > 1 && system.ScaleOut is null)
            throw new InputException($"the key is missing; {system.Nodes} nodes need kind, bandwidth and latency", PathOf(idOrPath), key: "scale_out");
        if (system.ScaleUp is { InSwitchReduction: true, Topology: not ScaleUpTopology.Switched })
            throw new InputException("is true without switches; accepted: false, or topology switched", PathOf(idOrPath), key: "scale_up.in_switch_reduction");
        return system;
    }
}
