using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Pipelines.Splits;

/// <summary>
/// Searches for replicas of each pool by local search; each candidate is simulated with the same requests and the same calls. Busy pools
/// grow together by halves, then one replica is added where it helps users most, then replicas are taken away and exchanged while the objective is
/// kept. Deterministic; a local optimum, which need not be the best of all splits.
/// </summary>
/// <param name="system">The system.</param>
/// <param name="arrivals">Gives the requests, from the start, the same each time.</param>
/// <param name="objective">What users are promised.</param>
/// <param name="seed">Where the chance of the calls comes from.</param>
/// <param name="mostGpus">The most GPUs of all pools together.</param>
/// <param name="untilSeconds">When each run ends at the latest.</param>
/// <param name="cancellation">Ends the search.</param>
public sealed class SplitSearch(
    PipelineSystem system, Func<IArrivals> arrivals, LatencyObjective objective, ulong seed, int mostGpus, double untilSeconds = double.PositiveInfinity,
    CancellationToken cancellation = default)
{
    // Which pools grow together: those that are busy all the time, else half of it, else all. Behind a saturated pool others seem less busy than they will be.
    private static readonly ImmutableArray<double> GrownAbove = [0.9, 0.5, -1];

    // What a growth must bring: of the requests so many more in time, or a latency lower by so much.
    private const double LargeGain = 0.02;
    private const double SmallGain = 0.001;
    private readonly Dictionary<string, SplitPoint> simulated = [];
    private readonly bool priced = !system.Pools.IsEmpty && system.Pools.All(p => p.DollarsPerGpuHour is not null);

    /// <summary>The cheapest split that keeps the objective.</summary>
    /// <param name="start">Replicas to begin from.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InputException">Even one replica of each pool is too many GPUs.</exception>
    public SplitAnswer Cheapest(ImmutableArray<int> start)
    {
        CheckLeast();
        var best = Evaluate(Fits(start) ? start : Least);
        while (!Keeps(best) && Grown(best) is { } grown)
        {
            best = grown;
        }

        while (!Keeps(best) && Neighbours(best.Replicas, +1).MaxBy(n => n, Users) is { } larger && Gains(larger, best, SmallGain))
        {
            best = larger;
        }

        while (Keeps(best) && Cheaper(best) is { } cheaper)
        {
            best = cheaper;
        }

        return Answer(best);
    }

    /// <summary>The split of at most so many GPUs that serves users best.</summary>
    /// <param name="start">Replicas to begin from.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InputException">Even one replica of each pool is too many GPUs.</exception>
    public SplitAnswer Best(ImmutableArray<int> start)
    {
        CheckLeast();
        var best = Evaluate(Fits(start) ? start : Least);
        while (Grown(best) is { } grown)
        {
            best = grown;
        }

        while (Neighbours(best.Replicas, +1).Concat(Exchanges(best.Replicas).Select(Evaluate)).MaxBy(n => n, Users) is { } other
            && other.ServesBetterThan(best))
        {
            best = other;
        }

        return Answer(best);
    }

    private static Comparer<SplitPoint> Users { get; } =
        Comparer<SplitPoint>.Create((a, b) => a.ServesBetterThan(b) ? 1 : b.ServesBetterThan(a) ? -1 : b.Cost.CompareTo(a.Cost));

    private ImmutableArray<int> Least => [.. system.Pools.Select(_ => 1)];

    private void CheckLeast()
    {
        if (!Fits(Least))
        {
            var least = system.GpusOf(Least);
            throw new InputException($"one replica of each pool takes {least} GPUs; accepted: at least {least}", key: "gpus");
        }
    }

    private bool Keeps(SplitPoint point) => point.Result.KeptShare >= objective.Share;

    private SplitPoint Evaluate(ImmutableArray<int> replicas)
    {
        var key = string.Join(',', replicas);
        if (!simulated.TryGetValue(key, out var point))
        {
            var result = system.Run(replicas, arrivals(), objective, seed, untilSeconds, cancellation);
            simulated[key] = point = new SplitPoint(replicas, priced ? result.DollarsPerHour!.Value : result.Gpus, result);
        }

        return point;
    }

    // Half as many replicas more of busy pools; null where that does not fit, or hardly helps.
    private SplitPoint? Grown(SplitPoint point) => GrownAbove
        .Select(busy => point.Replicas.Select((r, i) => point.Result.Pools[i].Utilisation > busy ? r + ((r + 1) / 2) : r).ToImmutableArray())
        .Where(replicas => Fits(replicas) && !replicas.SequenceEqual(point.Replicas))
        .Select(Evaluate).FirstOrDefault(grown => Gains(grown, point, LargeGain));

    private static bool Gains(SplitPoint point, SplitPoint before, double gain) => point.Result.KeptShare >= before.Result.KeptShare + gain
        || (point.Result.KeptShare >= before.Result.KeptShare && point.Result.LatencyAtShare <= before.Result.LatencyAtShare * (1 - gain));

    private bool Fits(ImmutableArray<int> replicas) => system.GpusOf(replicas) <= mostGpus;

    private IEnumerable<SplitPoint> Neighbours(ImmutableArray<int> replicas, int by) => Enumerable.Range(0, replicas.Length)
        .Where(i => replicas[i] + by >= 1).Select(i => replicas.SetItem(i, replicas[i] + by)).Where(Fits).Select(Evaluate);

    // One replica less, or one less and one of a cheaper pool more; the one that saves most among those that keep the objective.
    private SplitPoint? Cheaper(SplitPoint point) => Neighbours(point.Replicas, -1).Concat(Exchanges(point.Replicas).Select(Evaluate))
        .Where(n => n.Cost < point.Cost && Keeps(n)).OrderBy(n => n.Cost).ThenByDescending(n => n, Users).FirstOrDefault();

    // One replica of a pool for as many of another as fit in its place, one at least; and as many of a pool as make room for one of another.
    private IEnumerable<ImmutableArray<int>> Exchanges(ImmutableArray<int> replicas)
    {
        for (var from = 0; from < replicas.Length; from++)
        {
            for (var to = 0; to < replicas.Length; to++)
            {
                if (from != to && replicas[from] > 1)
                {
                    var more = Math.Max(1, system.Pools[from].GpusPerReplica / system.Pools[to].GpusPerReplica);
                    var other = replicas.SetItem(from, replicas[from] - 1).SetItem(to, replicas[to] + more);
                    if (Fits(other))
                    {
                        yield return other;
                    }

                    var fewer = (system.Pools[to].GpusPerReplica + system.Pools[from].GpusPerReplica - 1) / system.Pools[from].GpusPerReplica;
                    if (fewer > 1 && replicas[from] > fewer)
                    {
                        yield return replicas.SetItem(from, replicas[from] - fewer).SetItem(to, replicas[to] + 1);
                    }
                }
            }
        }
    }

    private SplitAnswer Answer(SplitPoint best)
    {
        var front = ImmutableArray.CreateBuilder<SplitPoint>();
        foreach (var (_, point) in simulated.OrderBy(p => p.Value.Cost).ThenByDescending(p => p.Value, Users).ThenBy(p => p.Key, StringComparer.Ordinal))
        {
            if (front.Count == 0 || point.ServesBetterThan(front[^1]))
            {
                front.Add(point);
            }
        }

        return new SplitAnswer(Keeps(best) ? best : front[^1], Keeps(best), front.ToImmutable(), simulated.Count);
    }
}
