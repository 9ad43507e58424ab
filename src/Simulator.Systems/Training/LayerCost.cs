using Simulator.Workloads.Traces.Training;

namespace Simulator.Systems.Training;

/// <summary>What a layer costs per microbatch.</summary>
/// <param name="Trace">Its operators.</param>
/// <param name="Forward">The forward pass.</param>
/// <param name="Backward">The backward pass without the gradients of weights.</param>
/// <param name="Weight">The gradients of weights.</param>
/// <param name="Selective">Computing norms and activations again.</param>
/// <param name="Full">Computing the layer again.</param>
public sealed record LayerCost(LayerTrace Trace, PassCost Forward, PassCost Backward, PassCost Weight, PassCost Selective, PassCost Full);
