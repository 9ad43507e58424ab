namespace Simulator.Systems.Serving.Planning;

/// <summary>
/// A layout at a rate that no other beats in both tokens per second and GPU and tokens per second and user, of those that keep the objective.
/// </summary>
/// <param name="Candidate">The layout.</param>
/// <param name="Point">The rate.</param>
public sealed record PlanFrontPoint(PlanCandidate Candidate, RatePoint Point)
{
    /// <summary>Tokens of answers per second over the price of an hour; over GPUs where they have no prices.</summary>
    public double TokensPerPrice => Point.TokensPerSecond / Candidate.Price;
}
