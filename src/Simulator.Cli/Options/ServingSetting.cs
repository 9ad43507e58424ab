using System.Collections.Immutable;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Cli.Options;

/// <summary>What a serving run, or several, are made of.</summary>
/// <param name="Description">The run as it was described.</param>
/// <param name="Plan">The fleet.</param>
/// <param name="Price">The price of a GPU; null where it is not known.</param>
/// <param name="NewPlan">Makes the fleet again; each thread needs one of its own.</param>
internal sealed record ServingSetting(ServingDescription Description, FleetPlan Plan, GpuPrice? Price, Func<FleetPlan> NewPlan)
{
    /// <summary>Files that it was read from, for manifests.</summary>
    public ImmutableArray<string> Inputs { get; init; } = [];
}
