using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Cli.Options;

/// <summary>What a serving run, or several, are made of.</summary>
/// <param name="Description">The run as it was described.</param>
/// <param name="System">The system.</param>
/// <param name="Price">The price of a GPU; null where it is not known.</param>
/// <param name="NewSystem">Makes a system of engines; each thread needs one of its own.</param>
internal sealed record ServingSetting(ServingDescription Description, SystemDescription System, GpuPrice? Price, Func<ServingSystem> NewSystem)
{
    /// <summary>Files that it was read from, for manifests.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];
}
