using System.Collections.Immutable;
using Simulator.Exploration.Clusters.Kubernetes;
using Simulator.Exploration.Clusters.Parallel;
using Simulator.Exploration.Clusters.Slurm;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Clusters;

/// <summary>The engines that can be asked for by name.</summary>
public static class ClusterEngines
{
    /// <summary>Every engine.</summary>
    public static ImmutableArray<IClusterEngine> All { get; } = [new SlurmEngine(), new ParallelEngine(), new KubernetesEngine()];

    /// <summary>Finds an engine.</summary>
    /// <param name="name">Its name.</param>
    /// <returns>The engine.</returns>
    /// <exception cref="InputException">There is none of that name.</exception>
    public static IClusterEngine Find(string name) => All.FirstOrDefault(e => e.Name == name)
        ?? throw new InputException($"unknown engine '{name}'; {NearestNames.Hint(name, All.Select(e => e.Name))}");
}
