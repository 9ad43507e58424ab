using System.Collections.Concurrent;
using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Workloads.Models;

namespace Simulator.Systems.Serving.Planning;

/// <summary>The ways in which a replica can be run, each with its estimate.</summary>
/// <param name="systems">Makes systems.</param>
/// <param name="description">What is to be served.</param>
/// <param name="space">What may be chosen.</param>
/// <param name="request">The question.</param>
public sealed class EngineOptions(PlanSystems systems, ServingDescription description, PlanSpace space, PlanRequest request)
{
    /// <summary>Works out all of them, in an order that follows from the space alone.</summary>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The options that hold the model, those first that come first in the space.</returns>
    /// <exception cref="InputException">None does; the message is that of the first.</exception>
    public ImmutableArray<EngineOption> All(CancellationToken cancellation)
    {
        var traffic = TrafficMeans.Of(description, request.Attainment);
        var places = Places().ToArray();
        var found = new ImmutableArray<EngineOption>[places.Length];
        var refused = new ConcurrentDictionary<int, InputException>();
        Parallel.For(0, places.Length, new ParallelOptions { MaxDegreeOfParallelism = request.Threads, CancellationToken = cancellation }, i =>
        {
            try
            {
                found[i] = Of(places[i], traffic);
            }
            catch (InputException error)
            {
                found[i] = [];
                refused[i] = error;
            }
        });
        return found.All(f => f.IsEmpty) && !refused.IsEmpty ? throw refused.MinBy(r => r.Key).Value : [.. found.SelectMany(f => f)];
    }

    // Hardware and parallelism, with the phases: one of these shares its step times.
    private IEnumerable<(ServingDescription Place, EngineRole Role)> Places()
    {
        IEnumerable<ServingDescription> kinds = space.Gpus.IsEmpty ? [description] : space.Gpus.Select(id => description with { Gpu = id, System = null });
        EngineRole[] roles =
        [
            .. space.Aggregated ? (ReadOnlySpan<EngineRole>)[EngineRole.Whole] : [],
            .. space.Disaggregated ? (ReadOnlySpan<EngineRole>)[EngineRole.Prefill, EngineRole.Decode] : [],
        ];
        var experts = systems.Model(description.Model).Layers.Any(l => l.FeedForward is MoeFeedForward);
        return from kind in kinds
               let all = systems.Hardware(kind).TotalGpus
               from ranks in space.Ranks
               where ranks <= Math.Min(all, request.Gpus)
               from division in Divisions(ranks, experts)
               from role in roles
               select (kind with { Tp = division.Tp, Dp = division.Dp, Ep = division.Ep, Replicas = 1, Sample = 1, Autoscale = null }, role);
    }

    private static IEnumerable<(int Tp, int Dp, int? Ep)> Divisions(int ranks, bool experts)
    {
        yield return (ranks, 1, null);
        if (experts && ranks > 1)
        {
            yield return (ranks, 1, ranks);
            yield return (1, ranks, ranks);
        }
    }

    private ImmutableArray<EngineOption> Of((ServingDescription Place, EngineRole Role) place, TrafficMeans traffic)
    {
        var (own, role) = place;
        var options = ImmutableArray.CreateBuilder<EngineOption>();
        Steps.StepTimes? times = null;
        foreach (var batching in Batchings(own, role, traffic))
        {
            var system = systems.System(batching, role);
            times ??= system.Times;
            var state = new ReplicaEstimate(times, system, traffic, request.Objective, request.Attainment);
            var (ttft, tpot) = state.Alone;
            var gpus = system.Parallelism.Ranks;
            var gpu = system.Hardware.Gpu.Id;
            options.Add(new EngineOption(batching, role, gpus, state.MaxRate() * system.Parallelism.Dp / (batching.Turns ?? 1), ttft, tpot)
            {
                Price = space.Prices.IsEmpty ? gpus
                    : space.Prices.TryGetValue(gpu, out var price) ? gpus * price
                    : throw new InputException($"{gpu} has no price; accepted: a price of each GPU", key: "gpu-price"),
                Name = $"{system.Parallelism} {gpu}",
            });
        }

        return options.ToImmutable();
    }

    private IEnumerable<ServingDescription> Batchings(ServingDescription own, EngineRole role, TrafficMeans traffic)
    {
        // A side that only decodes takes no prompts; one that only computes prompts holds few sequences, and a budget below a prompt only adds steps.
        int[] budgets = role == EngineRole.Decode ? [own.TokenBudget]
            : role == EngineRole.Prefill
            ? [.. space.TokenBudgets.Append((int)Math.Ceiling(traffic.LongPrompt)).Where(b => b >= space.TokenBudgets.Max()).Distinct().Order().Take(2)]
            : [.. space.TokenBudgets];
        int[] limits = role == EngineRole.Prefill ? [space.MaxSequences.Max()] : [.. space.MaxSequences.OrderDescending()];
        foreach (var budget in budgets)
        {
            foreach (var limit in limits)
            {
                yield return own with { TokenBudget = budget, MaxSequences = limit };
            }
        }

        if (role == EngineRole.Whole && space.WholePrompts)
        {
            yield return own with { TokenBudget = budgets.Max(), MaxSequences = limits.Max(), ChunkedPrefill = false };
        }
    }
}
