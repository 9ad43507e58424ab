using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Validation;

/// <summary>A run's predictions over measurements, taken to be linear in the host times around a point.</summary>
/// <param name="Measured">The run.</param>
/// <param name="Tpot">Predicted over measured time per output token at the point.</param>
/// <param name="Ttft">Predicted over measured time to first token there.</param>
/// <param name="Changes">What raising each coefficient (<see cref="HostLattice.Raise"/>) adds to either.</param>
internal sealed record LinearPrediction(MeasuredServing Measured, double Tpot, double Ttft, ImmutableArray<(double Tpot, double Ttft)> Changes)
{
    private const double LargestDeviation = 1;
    private const double FirstTokenWeight = 0.5;
    private const double LeastShare = 0.2;

    /// <summary>From a simulation at the point and one with each coefficient raised.</summary>
    /// <param name="here">At the point.</param>
    /// <param name="raised">With each coefficient raised.</param>
    /// <returns>The prediction.</returns>
    internal static LinearPrediction Of(ServingComparison here, ImmutableArray<ServingComparison> raised) => new(
        here.Measured, here.TpotRatio, here.TtftRatio, [.. raised.Select(r => (r.TpotRatio - here.TpotRatio, r.TtftRatio - here.TtftRatio))]);

    /// <summary>The loss of ratios.</summary>
    /// <param name="ratios">Predicted over measured, of both times.</param>
    /// <returns>Their mean deviation, each up to the largest that counts.</returns>
    internal static double Loss(IEnumerable<(double Tpot, double Ttft)> ratios) =>
        ratios.Average(r => Deviation(r.Tpot) + (FirstTokenWeight * Deviation(r.Ttft)));

    /// <summary>The loss of runs at another point.</summary>
    /// <param name="runs">The runs.</param>
    /// <param name="around">The point at which they were simulated.</param>
    /// <param name="at">The other point.</param>
    /// <returns>The loss.</returns>
    internal static double Loss(LinearPrediction[] runs, int[] around, int[] at)
    {
        var moves = new double[at.Length];
        for (var i = 0; i < moves.Length; i++)
        {
            var whole = HostLattice.Scale(HostLattice.Raise(around, i)[i]) - HostLattice.Scale(around[i]);
            moves[i] = (HostLattice.Scale(at[i]) - HostLattice.Scale(around[i])) / whole;
        }

        return Loss(runs.Select(r => r.At(moves)));
    }

    private (double Tpot, double Ttft) At(double[] moves)
    {
        var (tpot, ttft) = (Tpot, Ttft);
        for (var i = 0; i < moves.Length; i++)
        {
            tpot += moves[i] * Changes[i].Tpot;
            ttft += moves[i] * Changes[i].Ttft;
        }

        return (Math.Max(LeastShare * Tpot, tpot), Math.Max(LeastShare * Ttft, ttft));
    }

    private static double Deviation(double ratio) => Math.Min(Math.Abs(ratio - 1), LargestDeviation);
}
