using System.Collections.Immutable;

namespace Simulator.Systems.Training;

/// <summary>A part of the pipeline: its layers with what stands before and after them.</summary>
/// <param name="Layers">The costs in order, embedding and head included.</param>
/// <param name="Parameters">Its parameters on one rank.</param>
/// <param name="ForwardSeconds">The forward pass of a microbatch, gathers of weights included.</param>
/// <param name="BackwardSeconds">The backward pass without the gradients of weights; with sharded weights, all of it.</param>
/// <param name="WeightSeconds">The gradients of weights.</param>
/// <param name="GatherExposed">What gathers and reductions of sharded weights add to both.</param>
/// <param name="HostExposed">What the host's launches add to both.</param>
/// <param name="KeptBytes">Bytes kept from forward to backward.</param>
/// <param name="WorkingBytes">Bytes that a pass needs besides.</param>
public sealed record PartCost(
    ImmutableArray<PartLayer> Layers,
    StageParameters Parameters,
    double ForwardSeconds,
    double BackwardSeconds,
    double WeightSeconds,
    double GatherExposed,
    double HostExposed,
    double KeptBytes,
    double WorkingBytes)
{
    /// <summary>All passes of a microbatch.</summary>
    public double Seconds => ForwardSeconds + BackwardSeconds + WeightSeconds;
}
