namespace Simulator.Workloads.Models.Parameters;

/// <summary>Parameters that are stored and divided alike.</summary>
/// <param name="Component">What they belong to.</param>
/// <param name="Elements">How many there are.</param>
/// <param name="Sharding">How ranks divide them.</param>
/// <param name="ActiveShare">The share that one token touches: topk / experts for routed experts, 0 for tables that are looked up, else 1.</param>
/// <param name="Groups">Groups of <see cref="WeightSharding.Grouped"/>; 0 otherwise.</param>
public sealed record ParameterGroup(
    WeightComponent Component, double Elements, WeightSharding Sharding = WeightSharding.Replicated, double ActiveShare = 1, int Groups = 0);
