using Simulator.Systems.Serving.Capacity;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Differences;

/// <summary>What two models need to carry the same requests.</summary>
/// <param name="RequestsPerSecond">The load; null where none was given.</param>
/// <param name="InputTokens">Tokens of a prompt.</param>
/// <param name="OutputTokens">Tokens of an answer.</param>
/// <param name="Objective">What users are promised.</param>
/// <param name="Before">The first model's engine; null where it cannot keep the objective.</param>
/// <param name="After">The second's.</param>
public sealed record FleetDifference(
    double? RequestsPerSecond, int InputTokens, int OutputTokens, ServiceObjective Objective, SteadyState? Before, SteadyState? After)
{
    /// <summary>Works out both engines.</summary>
    /// <param name="requestsPerSecond">The load; null for none.</param>
    /// <param name="inputTokens">Tokens of a prompt.</param>
    /// <param name="outputTokens">Tokens of an answer, at least 2.</param>
    /// <param name="objective">What users are promised.</param>
    /// <param name="before">The first model's system.</param>
    /// <param name="after">The second's.</param>
    /// <returns>The difference.</returns>
    public static FleetDifference Of(
        double? requestsPerSecond, int inputTokens, int outputTokens, ServiceObjective objective, ServingSystem before, ServingSystem after) => new(
        requestsPerSecond, inputTokens, outputTokens, objective, SteadyState.Of(before, inputTokens, outputTokens, objective),
        SteadyState.Of(after, inputTokens, outputTokens, objective));
}
