namespace Simulator.Systems.Serving.Validation;

/// <summary>The errors of some runs.</summary>
/// <param name="Name">What they have in common.</param>
/// <param name="Rows">How many they are.</param>
/// <param name="Tpot">Time per output token.</param>
/// <param name="Ttft">Time to first token.</param>
public sealed record ServingGroup(string Name, int Rows, RatioSummary Tpot, RatioSummary Ttft)
{
    internal static ServingGroup Of(string name, IReadOnlyCollection<ServingComparison> runs) =>
        new(name, runs.Count, RatioSummary.Of(runs.Select(r => r.TpotRatio)), RatioSummary.Of(runs.Select(r => r.TtftRatio)));
}
