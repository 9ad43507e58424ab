using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Pipelines.Splits;

/// <summary>
/// Searches for the split of GPUs with the highest rate at which the objective is kept: the highest rate of a split is found by bisection, then
/// <see cref="SplitSearch"/> looks for a split that serves 15 % more better, and so on until that brings nothing. Deterministic; a local optimum, as
/// that search is.
/// </summary>
/// <param name="system">The system.</param>
/// <param name="arrivals">Gives the requests of a rate, from the start, the same each time.</param>
/// <param name="objective">What users are promised.</param>
/// <param name="seed">Where the chance of the calls comes from.</param>
/// <param name="mostGpus">The most GPUs of all pools together.</param>
/// <param name="cancellation">Ends the search.</param>
public sealed class SplitRateSearch(
    PipelineSystem system, Func<double, IArrivals> arrivals, LatencyObjective objective, ulong seed, int mostGpus, CancellationToken cancellation = default)
{
    // The first steps of the rate, the width at which bisection ends, what is asked beyond the highest rate, and how far below the start is looked.
    private const double Stride = 1.4;
    private const double Width = 1.02;
    private const double Beyond = 1.15;
    private const double Deepest = 1e-3;
    private int simulated;

    /// <summary>The highest rate and its split.</summary>
    /// <param name="start">Replicas to begin from; one of each pool where they are too many GPUs.</param>
    /// <param name="rate">The rate to begin from, in requests per second.</param>
    /// <returns>The answer; null where no split keeps the objective even at a thousandth of <paramref name="rate"/>.</returns>
    /// <exception cref="InputException">Even one replica of each pool is too many GPUs.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public RateAnswer? Highest(ImmutableArray<int> start, double rate)
    {
        ImmutableArray<int> split = system.GpusOf(start) <= mostGpus ? start : [.. start.Select(_ => 1)];
        var best = system.GpusOf(split) <= mostGpus ? HighestOf(split, rate) : null;
        while (true)
        {
            var asked = best is { } found ? found.Rate * Beyond : rate;
            var answer = new SplitSearch(system, () => arrivals(asked), objective, seed, mostGpus, cancellation: cancellation).Best(split);
            simulated += answer.Simulated;
            var other = answer.Best.Replicas.SequenceEqual(split) ? null : HighestOf(answer.Best.Replicas, asked);
            if (other is not { } higher || higher.Rate <= (best?.Rate ?? 0))
            {
                return best is { } last ? new RateAnswer(last.Rate, last.Point, simulated) : null;
            }

            (best, split) = (higher, higher.Point.Replicas);
        }
    }

    // Up or down in strides to an interval, then its middle, until it is narrow.
    private (double Rate, SplitPoint Point)? HighestOf(ImmutableArray<int> split, double rate)
    {
        var (low, high) = (rate, double.PositiveInfinity);
        var kept = Kept(split, low);
        while (kept is null)
        {
            (low, high) = (low / Stride, low);
            if (low < rate * Deepest)
            {
                return null;
            }

            kept = Kept(split, low);
        }

        while (high / low > Width)
        {
            var middle = double.IsFinite(high) ? Math.Sqrt(low * high) : low * Stride;
            if (Kept(split, middle) is { } more)
            {
                (low, kept) = (middle, more);
            }
            else
            {
                high = middle;
            }
        }

        return (low, kept);
    }

    private SplitPoint? Kept(ImmutableArray<int> split, double rate)
    {
        simulated++;
        var result = system.Run(split, arrivals(rate), objective, seed, cancellation: cancellation);
        return result.KeptShare >= objective.Share ? new SplitPoint(split, result.DollarsPerHour ?? result.Gpus, result) : null;
    }
}
