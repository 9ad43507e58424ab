using System.Collections.Immutable;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.Serving.Planning;

/// <summary>Puts fleets together from options.</summary>
/// <param name="description">What is to be served.</param>
/// <param name="options">The ways to run a replica.</param>
/// <param name="alike">Whether options that differ in limits alone and serve alike by the estimate are kept all; else the first stands for them.</param>
public sealed class Layouts(ServingDescription description, ImmutableArray<EngineOption> options, bool alike = false)
{
    private readonly ImmutableArray<EngineOption> whole = Of(options, EngineRole.Whole, alike);
    private readonly ImmutableArray<EngineOption> prefill = Of(options, EngineRole.Prefill, alike);
    private readonly ImmutableArray<EngineOption> decode = Of(options, EngineRole.Decode, alike);

    /// <summary>Fleets of at most a number of GPUs.</summary>
    /// <param name="gpus">The number.</param>
    /// <param name="worth">What an estimated rate on GPUs of a price is worth; higher is better.</param>
    /// <param name="splits">Numbers of replicas that are kept of each pair of options, those worth most by the estimate.</param>
    /// <returns>Fleets, in an order that follows from the options.</returns>
    public IEnumerable<PlanCandidate> Within(int gpus, Func<PlanCandidate, double> worth, int splits)
    {
        foreach (var option in whole.Where(o => o.Gpus <= gpus))
        {
            yield return Aggregated(option, gpus / option.Gpus);
        }

        foreach (var (first, second) in Pairs())
        {
            var counts = from x in Enumerable.Range(1, Math.Max(0, (gpus - second.Gpus) / first.Gpus))
                         from y in Enumerable.Range(1, Math.Max(0, (gpus - (x * first.Gpus)) / second.Gpus))
                         select Disaggregated(first, x, second, y);
            foreach (var candidate in counts.OrderByDescending(worth).ThenBy(c => c.Gpus).Take(splits))
            {
                yield return candidate;
            }
        }
    }

    /// <summary>Fleets that the estimate lets serve a rate, the fewest GPUs first.</summary>
    /// <param name="rate">The rate.</param>
    /// <param name="gpus">Most GPUs.</param>
    /// <param name="further">Replicas beyond the fewest that are tried of each option.</param>
    /// <returns>Fleets.</returns>
    public IEnumerable<PlanCandidate> For(double rate, int gpus, int further)
    {
        var fleets = new List<PlanCandidate>();
        foreach (var option in whole)
        {
            var least = Least(rate, option);
            fleets.AddRange(Enumerable.Range(least, further + 1).Select(n => Aggregated(option, n)));
        }

        foreach (var (first, second) in Pairs())
        {
            var (x, y) = (Least(rate, first), Least(rate, second));
            for (var i = 0; i <= further; i++)
            {
                for (var j = 0; j <= further; j++)
                {
                    fleets.Add(Disaggregated(first, x + i, second, y + j));
                }
            }
        }

        return fleets.Where(f => f.Gpus <= gpus).OrderBy(f => f.Gpus).ThenByDescending(f => f.Estimate);
    }

    private static int Least(double rate, EngineOption option) => (int)Math.Clamp(Math.Ceiling(rate / option.Rate), 1, 50_000);

    private static ImmutableArray<EngineOption> Of(ImmutableArray<EngineOption> options, EngineRole role, bool alike)
    {
        var own = options.Where(o => o.Role == role && o.Rate > 0);
        return [.. alike ? own : own.DistinctBy(o => (o.Name, Math.Round(Math.Log(o.Rate), 9)))];
    }

    private IEnumerable<(EngineOption First, EngineOption Second)> Pairs() => from f in prefill from t in decode select (f, t);

    private static PlanCandidate Aggregated(EngineOption option, int replicas) =>
        new(option.Description with { Replicas = replicas }, replicas * option.Gpus, replicas * option.Price, replicas * option.Rate)
        {
            Name = FormattableString.Invariant($"{replicas} x {option.Name}, {Batching(option)}"),
        };

    private PlanCandidate Disaggregated(EngineOption first, int x, EngineOption second, int y)
    {
        var fleet = description with
        {
            Gpu = first.Description.Gpu,
            System = first.Description.System,
            Prefill = Side(first, x),
            Decode = Side(second, y),
            Replicas = 1,
            Sample = 1,
            Autoscale = null,
        };
        var rate = Math.Min(x * first.Rate, y * second.Rate);
        return new PlanCandidate(fleet, (x * first.Gpus) + (y * second.Gpus), (x * first.Price) + (y * second.Price), rate)
        {
            Name = FormattableString.Invariant($"prefill {x} x {first.Name} + decode {y} x {second.Name}, ")
                + FormattableString.Invariant($"{Batching(first)}, {second.Description.MaxSequences} sequences"),
        };
    }

    private PoolDescription Side(EngineOption option, int replicas)
    {
        var own = option.Description;
        return new PoolDescription
        {
            Gpu = own.Gpu,
            System = own.System,
            Tp = own.Tp,
            Dp = own.Dp,
            Ep = own.Ep,
            TokenBudget = own.TokenBudget,
            MaxSequences = own.MaxSequences,
            ChunkedPrefill = own.ChunkedPrefill,
            Replicas = replicas,
            Router = option.Role == EngineRole.Prefill ? description.Prefill?.Router : description.Decode?.Router,
        };
    }

    private static string Batching(EngineOption option)
    {
        var own = option.Description;
        var tokens = own.ChunkedPrefill ? FormattableString.Invariant($"{own.TokenBudget} tokens") : "whole prompts";
        return option.Role == EngineRole.Whole ? FormattableString.Invariant($"{tokens}, {own.MaxSequences} sequences") : tokens;
    }
}
