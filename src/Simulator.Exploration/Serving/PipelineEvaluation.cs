using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Pipelines;
using Simulator.Systems.Serving.Pipelines.Descriptions;
using Simulator.Systems.Serving.Pipelines.Splits;

namespace Simulator.Exploration.Serving;

/// <summary>
/// Works out points of an experiment on a system of models: the split of GPUs over its pools with the highest rate within the objective, and the GPUs
/// that the stated rate needs.
/// </summary>
/// <param name="build">Makes a system of models.</param>
/// <param name="experiment">The experiment.</param>
public sealed class PipelineEvaluation(Func<PipelineDescription, PipelineSystem> build, ServingExperiment experiment) : IPointEvaluation
{
    private const string Status = "status";
    private readonly ImmutableArray<string> pools = [.. experiment.Points.SelectMany(p => p.Pipeline!.Pools.Keys).Distinct()];
    private readonly ImmutableArray<string> nodes = [.. experiment.Points.SelectMany(p => p.Pipeline!.Nodes.Keys).Distinct()];

    /// <inheritdoc/>
    public ImmutableArray<string> Columns =>
    [
        Status, "rate_per_s", "goodput_per_s", "latency_p50_s", "latency_p90_s", "split", "gpus", .. pools.Select(p => $"gpus_{p}"),
        .. pools.Select(p => $"busy_{p}"), .. nodes.Select(n => $"critical_{n}"), "simulated", "needed_gpus", "needed_split",
    ];

    /// <inheritdoc/>
    public bool IsShown(string column) =>
        !pools.Any(p => column == $"gpus_{p}") && !nodes.Any(n => column == $"critical_{n}") && column is not "simulated";

    /// <inheritdoc/>
    public ImmutableArray<string> Evaluate(ServingPoint point, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(point);
        try
        {
            var found = Found(point.Pipeline!, cancellation).ToDictionary(c => c.Name, c => c.Text, StringComparer.Ordinal);
            return [.. Columns.Select(c => found.GetValueOrDefault(c, ""))];
        }
        catch (InputException error)
        {
            return [.. Columns.Select(c => c == Status ? $"impossible: {error.Message}" : "")];
        }
    }

    private IEnumerable<ServingColumn> Found(PipelineDescription own, CancellationToken cancellation)
    {
        var system = build(own);
        var (gpus, rate, seed) = (experiment.Description.Gpus, own.Rate!.Value, (ulong)own.Seed);
        var search = new SplitRateSearch(system, r => Arrivals(own, r), own.Objective, seed, gpus, cancellation);
        if (search.Highest(own.Replicas, rate) is not { } highest)
        {
            return [new ServingColumn(Status, "no split keeps the objective at any rate")];
        }

        var (split, run) = (highest.Best.Replicas, highest.Best.Result);
        var cheapest = new SplitSearch(system, () => Arrivals(own, rate), own.Objective, seed, gpus, cancellation: cancellation);
        var needed = cheapest.Cheapest([.. split.Select(_ => 1)]);
        return
        [
            new ServingColumn(Status, "ok"), ServingColumn.Of("rate_per_s", highest.Rate), ServingColumn.Of("goodput_per_s", highest.Rate * run.KeptShare),
            ServingColumn.Of("latency_p50_s", run.Latency.P50), ServingColumn.Of("latency_p90_s", run.Latency.P90),
            new ServingColumn("split", Name(system, split)), ServingColumn.Of("gpus", run.Gpus),
            .. run.Pools.Select(p => ServingColumn.Of($"gpus_{p.Name}", p.Gpus)), .. run.Pools.Select(p => ServingColumn.Of($"busy_{p.Name}", p.Utilisation)),
            .. run.Nodes.Select(n => ServingColumn.Of($"critical_{n.Name}", n.CriticalShare)),
            ServingColumn.Of("simulated", highest.Simulated + needed.Simulated),
            ServingColumn.Of("needed_gpus", needed.Keeps ? needed.Best.Result.Gpus : double.NaN),
            new ServingColumn("needed_split", needed.Keeps ? Name(system, needed.Best.Replicas) : "none"),
        ];
    }

    // As many requests more as the rate is higher: requests come for the same time at every rate.
    private static IArrivals Arrivals(PipelineDescription own, double rate)
    {
        var requests = Math.Ceiling((own.Requests ?? 1000) * (rate / own.Rate!.Value));
        return (own with { Rate = rate, Requests = (int)Math.Clamp(requests, 1, int.MaxValue) }).ToArrivals();
    }

    private static string Name(PipelineSystem system, ImmutableArray<int> replicas) => string.Join(
        " + ", system.Pools.Select((p, i) => FormattableString.Invariant($"{replicas[i]} {p.Name}{(p.GpusPerReplica > 1 ? $" x {p.GpusPerReplica}" : "")}")));
}
