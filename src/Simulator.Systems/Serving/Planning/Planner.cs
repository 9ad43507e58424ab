using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Fleets;

namespace Simulator.Systems.Serving.Planning;

/// <summary>
/// Finds layouts for an objective. Every way to run a replica gets a steady-state estimate; fleets are put together from them and simulated in the order of
/// what the estimate lets expect, in groups of eight, until what is left is expected to be worth less than the best that was simulated. The
/// same question gives the same answer whatever the number of threads.
/// </summary>
/// <param name="systems">Makes systems.</param>
/// <param name="description">What is to be served: model, precision, lengths; its own parallelism, rate and clients do not matter.</param>
/// <param name="space">What may be chosen.</param>
/// <param name="request">The question.</param>
public sealed class Planner(PlanSystems systems, ServingDescription description, PlanSpace space, PlanRequest request)
{
    private const int Group = 8;

    // By how much a simulation may exceed the estimate before a better layout is missed; estimated.
    private const double Margin = 1.25;

    // Requests in flight must be few beside those that count, or a run sees only its own beginning.
    private const int PerInFlight = 4;
    private const int MostRequests = 100_000;

    private readonly ServingDescription own = Random(description);

    /// <summary>Whether every layout is simulated, whatever the estimate says; for checks.</summary>
    public bool Exhaustive { get; init; }

    /// <summary>Answers the question.</summary>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The answer.</returns>
    /// <exception cref="InputException">The question or the description contradicts itself, or the model fits nowhere.</exception>
    /// <exception cref="OperationCanceledException">It was ended early.</exception>
    public PlanAnswer Answer(CancellationToken cancellation = default)
    {
        request.Check();
        var options = new EngineOptions(systems, own, space, request).All(cancellation);
        if (options.IsEmpty)
        {
            throw new InputException($"no engine fits into {request.Gpus} GPUs; accepted: more of them", key: "gpus");
        }

        var layouts = new Layouts(own, options, Exhaustive);
        var (entries, considered) = request.Goal == PlanGoal.MinGpus ? Fewest(layouts, cancellation) : Highest(layouts, cancellation);
        var answer = new PlanAnswer
        {
            Request = request,
            Entries = entries,
            Considered = considered,
            Front = Front(entries),
            BestTtft = Least(options.Where(o => o.Ttft > 0), o => o.Ttft),
            BestTpot = Least(options.Where(o => o.Tpot > 0), o => o.Tpot),
        };
        return answer.Best is { } best ? Refined(answer, best, cancellation) : answer;
    }

    // Only a random process can be made faster and slower; a trace gives lengths.
    private static ServingDescription Random(ServingDescription description) => description with
    {
        Rate = 1,
        Concurrency = null,
        LengthsFrom = description.LengthsFrom ?? description.Trace,
        Trace = null,
        TimeScale = 1,
        Peak = null,
        Autoscale = null,
        Prefill = null,
        Decode = null,
        Transfer = description.Transfer,
        Replicas = 1,
    };

    private double Worth(PlanCandidate candidate, double rate) => request.Goal == PlanGoal.BestSplit ? rate / candidate.Price : rate;

    private double Worth(PlanEntry entry) => entry.Best is not { } best ? 0
        : request.Goal == PlanGoal.BestSplit ? best.Goodput / (own.Turns ?? 1) / entry.Candidate.Price
        : best.Rate;

    private (ImmutableArray<PlanEntry> Entries, int Considered) Highest(Layouts layouts, CancellationToken cancellation)
    {
        var all = layouts.Within(request.Gpus, c => Worth(c, c.Estimate), Exhaustive ? int.MaxValue : 2)
            .OrderByDescending(c => Worth(c, c.Estimate)).ThenBy(c => c.Price).ThenBy(c => c.Name, StringComparer.Ordinal).ToArray();
        var entries = new List<PlanEntry>();
        double best = 0;
        for (var next = 0; next < all.Length && (Exhaustive || entries.Count < request.Simulated); next += Group)
        {
            var group = all[next..Math.Min(all.Length, next + Group)].Where(c => Exhaustive || Worth(c, c.Estimate) * Margin >= best).ToArray();
            if (group.Length == 0)
            {
                break;
            }

            entries.AddRange(Each(group, c => Searched(c, request.Seed, null, c.Estimate, request.Tolerance, cancellation), cancellation));
            best = entries.Max(Worth);
        }

        return ([.. entries.OrderByDescending(Worth).ThenBy(e => e.Candidate.Price)
            .ThenBy(e => e.Candidate.Name, StringComparer.Ordinal)], all.Length);
    }

    private (ImmutableArray<PlanEntry> Entries, int Considered) Fewest(Layouts layouts, CancellationToken cancellation)
    {
        var rate = request.Rate!.Value;
        var all = layouts.For(rate / Margin, request.Gpus, further: 2).ToArray();
        var entries = new List<PlanEntry>();
        foreach (var level in all.GroupBy(c => c.Gpus))
        {
            entries.AddRange(Each([.. level.Take(Exhaustive ? int.MaxValue : Group)], c => Tried(c, rate, cancellation), cancellation));
            if (entries.Exists(e => e.Best is not null) || (!Exhaustive && entries.Count >= 4 * request.Simulated))
            {
                break;
            }
        }

        return ([.. entries.OrderByDescending(e => e.Best is not null).ThenBy(e => e.Candidate.Gpus)
            .ThenByDescending(e => (e.Best ?? e.Failed)?.Attainment ?? 0).ThenBy(e => e.Candidate.Name, StringComparer.Ordinal)], all.Length);
    }

    private PlanEntry Tried(PlanCandidate candidate, double rate, CancellationToken cancellation)
    {
        if (Fleet(candidate, null) is not { } plan)
        {
            return new PlanEntry(candidate, null, null, []);
        }

        var point = new LoadRun(plan, request, Count(plan, rate)).Run(rate, request.Seed, toTheEnd: true, cancellation);
        return point.Attainment >= request.Attainment ? new PlanEntry(candidate, point, null, [point]) : new PlanEntry(candidate, null, point, []);
    }

    private PlanEntry Searched(
        PlanCandidate candidate, int seed, Func<SystemDescription, SystemDescription>? change, double guess, double tolerance, CancellationToken cancellation)
    {
        if (Fleet(candidate, change) is not { } plan)
        {
            return new PlanEntry(candidate, null, null, []);
        }

        var run = new LoadRun(plan, request, Count(plan, candidate.Estimate));
        var found = RateSearch.Find(rate => run.Run(rate, seed, toTheEnd: false, cancellation), request.Attainment, guess, tolerance);
        var best = request.Goal == PlanGoal.BestSplit ? found.Held.MaxBy(p => p.Goodput) : found.Best;
        return new PlanEntry(candidate, best, found.Failed, found.Held);
    }

    // Null where sides that hold the model each for itself cannot be joined: networks of two kinds.
    private FleetPlan? Fleet(PlanCandidate candidate, Func<SystemDescription, SystemDescription>? change)
    {
        try
        {
            return systems.Plan(candidate.Description, change);
        }
        catch (InputException) when (candidate.IsDisaggregated)
        {
            return null;
        }
    }

    private int Count(FleetPlan plan, double rate)
    {
        var longest = (double.IsFinite(request.Objective.TtftSeconds) ? request.Objective.TtftSeconds : 1)
            + ((double.IsFinite(request.Objective.TpotSeconds) ? request.Objective.TpotSeconds : 0.05) * own.Output);
        var inFlight = rate * (own.Turns ?? 1) / plan.Share.Scale * longest;
        return (int)Math.Clamp(PerInFlight * inFlight, request.Requests, Math.Max(request.Requests, MostRequests));
    }

    private PlanAnswer Refined(PlanAnswer answer, PlanEntry best, CancellationToken cancellation)
    {
        var rate = best.HighestRate;
        var searches = request.Goal == PlanGoal.MinGpus
            ? [Searched(best.Candidate, request.Seed, null, rate, request.Tolerance, cancellation)]
            : (IReadOnlyList<PlanEntry>)[best];
        var now = searches[0].Best is null ? rate : searches[0].HighestRate;
        var changes = request.Resources ? ResourceGains.All : [];
        var fine = Math.Min(request.Tolerance, 0.0025);
        var jobs = Enumerable.Range(0, request.Repetitions + changes.Length + (changes.IsEmpty ? 0 : 1)).ToArray();
        var rates = Each(jobs, i => i < request.Repetitions
            ? Searched(best.Candidate, request.Seed + 1 + i, null, now, request.Tolerance, cancellation).HighestRate
            : Searched(best.Candidate, request.Seed, ChangeOf(i - request.Repetitions), now, fine, cancellation).HighestRate,
            cancellation);
        var before = changes.IsEmpty ? now : rates[^1];
        return answer with
        {
            Entries = request.Goal == PlanGoal.MinGpus ? [best with { Failed = searches[0].Failed }, .. answer.Entries.Skip(1)] : answer.Entries,
            Repeated = request.Goal == PlanGoal.MinGpus ? [] : [.. rates.Take(request.Repetitions)],
            Gains =
            [
                .. changes.Select((c, i) => (c.Name, Rate: rates[request.Repetitions + i]))
                    .Select(g => new ResourceGain(g.Name, g.Rate, (g.Rate / before) - 1)).OrderByDescending(g => g.Change),
            ],
        };

        Func<SystemDescription, SystemDescription>? ChangeOf(int at) => at < changes.Length ? changes[at].Change : null;
    }

    private static ImmutableArray<PlanFrontPoint> Front(ImmutableArray<PlanEntry> entries)
    {
        var points = entries.SelectMany(e => e.Held.Select(p => new PlanFrontPoint(e.Candidate, p)))
            .Where(p => double.IsFinite(p.Point.TokensPerSecondPerUser))
            .OrderByDescending(p => p.TokensPerPrice).ThenByDescending(p => p.Point.TokensPerSecondPerUser);
        var front = ImmutableArray.CreateBuilder<PlanFrontPoint>();
        foreach (var point in points)
        {
            if (front.Count == 0 || point.Point.TokensPerSecondPerUser > front[^1].Point.TokensPerSecondPerUser)
            {
                front.Add(point);
            }
        }

        return front.ToImmutable();
    }

    private static (EngineOption Option, double Seconds) Least(IEnumerable<EngineOption> options, Func<EngineOption, double> seconds) =>
        options.MinBy(seconds) is { } least ? (least, seconds(least)) : default;

    private TResult[] Each<TJob, TResult>(IReadOnlyList<TJob> jobs, Func<TJob, TResult> run, CancellationToken cancellation)
    {
        var results = new TResult[jobs.Count];
        try
        {
            var parallel = new ParallelOptions { MaxDegreeOfParallelism = request.Threads, CancellationToken = cancellation };
            Parallel.For(0, jobs.Count, parallel, i => results[i] = run(jobs[i]));
        }
        catch (AggregateException several) when (several.InnerExceptions is [var first, ..])
        {
            throw first is InputException ? new InputException(first.Message, inner: first) : first;
        }

        return results;
    }
}
