using Simulator.Systems.Serving.Descriptions;

namespace Simulator.Systems.Serving.Planning;

/// <summary>A layout: a fleet that may be the answer.</summary>
/// <param name="Description">The fleet; the planner gives the rate.</param>
/// <param name="Gpus">GPUs of the whole fleet.</param>
/// <param name="Price">Price of all of them for an hour; their number where they have no prices.</param>
/// <param name="Estimate">Requests (sessions) per second that the steady state lets expect.</param>
public sealed record PlanCandidate(ServingDescription Description, int Gpus, double Price, double Estimate)
{
    /// <summary>The layout in a few words.</summary>
    public required string Name { get; init; }

    /// <summary>Whether prefill and decode are apart.</summary>
    public bool IsDisaggregated => Description.Prefill is not null;
}
