using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Planning;

/// <summary>A layout that was simulated.</summary>
/// <param name="Candidate">The layout.</param>
/// <param name="Best">
/// The highest rate at which the objective held; with <see cref="PlanGoal.BestSplit"/> the one of the highest goodput, with <see cref="PlanGoal.MinGpus"/> the
/// one asked for. Null where it did not hold.
/// </param>
/// <param name="Failed">A rate at which it did not hold; null where there is none.</param>
/// <param name="Held">All rates simulated at which it held.</param>
public sealed record PlanEntry(PlanCandidate Candidate, RatePoint? Best, RatePoint? Failed, ImmutableArray<RatePoint> Held)
{
    /// <summary>The highest rate at which the objective held, in requests (sessions) per second; 0 where it did not.</summary>
    public double HighestRate => Held.IsEmpty ? 0 : Held[^1].Rate;

    /// <summary>Goodput per GPU, in requests per second; 0 where the objective did not hold.</summary>
    public double GoodputPerGpu => (Best?.Goodput ?? 0) / Candidate.Gpus;

    /// <summary>Goodput over the price of an hour, or over the GPUs where they have no prices.</summary>
    public double GoodputPerPrice => (Best?.Goodput ?? 0) / Candidate.Price;

    /// <summary>What is missed first at a higher rate: <c>ttft</c>, <c>tpot</c> or <c>both</c>; <c>-</c> where no higher rate was tried.</summary>
    public string Binds => Failed is not { } failed ? "-"
        : failed.TtftMisses > 2 * failed.TpotMisses ? "ttft"
        : failed.TpotMisses > 2 * failed.TtftMisses ? "tpot"
        : "both";
}
