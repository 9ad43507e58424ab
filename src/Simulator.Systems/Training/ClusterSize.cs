using Simulator.Hardware.Clusters;

namespace Simulator.Systems.Training;

/// <summary>Systems of another size than their description's.</summary>
public static class ClusterSize
{
    /// <summary>
    /// A system with another number of nodes. One that is described alone gets the network of the catalogue's cluster of the same GPU.
    /// </summary>
    /// <param name="system">The system.</param>
    /// <param name="nodes">Nodes, at least 1.</param>
    /// <param name="systems">The catalogue.</param>
    /// <returns>The system; without a network where the catalogue has none for it, so that exchanges between nodes go over PCIe.</returns>
    public static SystemDescription WithNodes(this SystemDescription system, int nodes, SystemCatalog systems)
    {
        var network = system.ScaleOut ?? (nodes == 1 ? null : systems.Ids.Select(id => systems.Load(id)).FirstOrDefault(s =>
            s.Gpu.Id == system.Gpu.Id && s.ScaleOut is not null)?.ScaleOut);
        return system with { Nodes = nodes, ScaleOut = network };
    }
}
