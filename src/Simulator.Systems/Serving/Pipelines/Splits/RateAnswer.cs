namespace Simulator.Systems.Serving.Pipelines.Splits;

/// <summary>What a search for the highest rate found.</summary>
/// <param name="Rate">Requests per second.</param>
/// <param name="Best">The split that keeps the objective at that rate, and its run.</param>
/// <param name="Simulated">Runs that were simulated.</param>
public sealed record RateAnswer(double Rate, SplitPoint Best, int Simulated);
