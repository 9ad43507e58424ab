using Simulator.Reporting.Figures;
using Simulator.Reporting.Serving;

namespace Simulator.Reporting.Charts;

/// <summary>An engine under several loads.</summary>
public static class LoadCurveCharts
{
    /// <summary>Draws what a GPU yields against what a user sees.</summary>
    /// <param name="runs">The loads, rising.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where no run has both figures.</returns>
    public static Figure? Front(IReadOnlyList<ServingDocument> runs, string id)
    {
        ServingDocument[] known = [.. runs.Where(r => r is { TokensPerSecondPerGpu: > 0, TokensPerSecondPerUser: > 0 })];
        if (known.Length == 0)
        {
            return null;
        }

        double[] x = [.. known.Select(r => r.TokensPerSecondPerUser!.Value)], y = [.. known.Select(r => r.TokensPerSecondPerGpu!.Value)];
        var keeps = known.Select(Keeps).ToArray();
        var promised = known.Any(r => r.Slo is { TtftSeconds: not null } or { TpotSeconds: not null });
        List<Layer> layers = [new LineLayer(x, y) { Style = 0, IsThin = true }];
        if (promised)
        {
            layers.Add(Points(i => !keeps[i], "objective missed by more than 1 request in 10") with { Style = 1, IsHollow = true });
        }

        layers.Add(Points(i => !promised || keeps[i], promised ? "objective kept by 9 in 10" : null) with { Style = 0 });
        layers.RemoveAll(l => l is ScatterLayer { X.Count: 0 });
        return new Figure(
            id, "Throughput against interactivity",
            $"A point for each load, joined as the load rises: output tokens per second and GPU over the tokens per second that a user sees. From " +
                $"{Label(known[0])} with {Wording.Count(y[0])} tokens/s/GPU at {Wording.Count(x[0])} tokens/s/user to {Label(known[^1])} with " +
                $"{Wording.Count(y[^1])} at {Wording.Count(x[^1])}.",
            new Axis("Tokens per second that a user sees") { FromZero = true }, new Axis("Tokens per second and GPU") { FromZero = true }, layers, Table(known))
        {
            Aspect = 0.64,
            Note = "Numbers at the points are the loads.",
        };

        ScatterLayer Points(Func<int, bool> counts, string? name)
        {
            int[] own = [.. Enumerable.Range(0, known.Length).Where(counts)];
            return new ScatterLayer([.. own.Select(i => x[i])], [.. own.Select(i => y[i])], own)
            {
                Name = name,
                Labels = [.. own.Select(i => Number(known[i]))],
            };
        }
    }

    /// <summary>Draws the time to first token over the load.</summary>
    /// <param name="runs">The loads, rising.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where nothing was answered.</returns>
    public static Figure? FirstToken(IReadOnlyList<ServingDocument> runs, string id) =>
        Latency(runs, id, "time to first token", r => r.Ttft, r => r.Slo.TtftSeconds);

    /// <summary>Draws the time per output token over the load.</summary>
    /// <param name="runs">The loads, rising.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where nothing was answered.</returns>
    public static Figure? PerToken(IReadOnlyList<ServingDocument> runs, string id) =>
        Latency(runs, id, "time per output token", r => r.Tpot, r => r.Slo.TpotSeconds);

    private static Figure? Latency(
        IReadOnlyList<ServingDocument> runs, string id, string what, Func<ServingDocument, ServingDistribution> of, Func<ServingDocument, double?> promised)
    {
        ServingDocument[] known = [.. runs.Where(r => of(r).P99 is > 0 && Load(r) is > 0)];
        if (known.Length == 0)
        {
            return null;
        }

        double[] x = [.. known.Select(r => Load(r)!.Value)];
        var rows = Enumerable.Range(0, known.Length).ToArray();
        List<Layer> layers = [.. Line("99th percentile", 1, d => d.P99), .. Line("median", 0, d => d.P50)];
        if (promised(known[0]) is { } limit)
        {
            layers.Add(new RuleLayer(limit, false, "promised"));
        }

        var wide = x[^1] / x[0] > 8;
        return new Figure(
            id, $"{Wording.Sentence(what)} over the load",
            $"Lines of the median and the 99th percentile of the {what} over {Axis(known[0])}. The 99th percentile rises from " +
                $"{Wording.Time(of(known[0]).P99!.Value)} to {Wording.Time(of(known[^1]).P99!.Value)}.",
            new Axis(Wording.Sentence(Axis(known[0])), "", wide ? AxisScale.Log2 : AxisScale.Linear),
            new Axis(Wording.Sentence(what), "s", AxisScale.Log10), layers,
            Table(known));

        IEnumerable<Layer> Line(string name, int style, Func<ServingDistribution, double?> value)
        {
            double[] y = [.. known.Select(r => value(of(r)) ?? double.NaN)];
            yield return new LineLayer(x, y) { Style = style, Name = name };
            yield return new ScatterLayer(x, y, rows) { Style = style, Name = name, Areas = [.. rows.Select(_ => 0.08)] };
        }
    }

    /// <summary>The loads as a table.</summary>
    /// <param name="runs">The loads.</param>
    /// <returns>A row each.</returns>
    internal static DataTable Table(IReadOnlyList<ServingDocument> runs)
    {
        return new DataTable(
        [
            Column(runs.Count > 0 ? Axis(runs[0]) : "load", "", Load), Column("tokens/s/GPU", "", r => r.TokensPerSecondPerGpu),
            Column("tokens/s/user", "", r => r.TokensPerSecondPerUser), Column("requests/s", "", r => r.RequestsPerSecond),
            Column("goodput", "", r => r.Goodput), Column("TTFT p50", "s", r => r.Ttft.P50), Column("TTFT p99", "s", r => r.Ttft.P99),
            Column("TPOT p50", "s", r => r.Tpot.P50), Column("TPOT p99", "s", r => r.Tpot.P99), Column("batch", "", r => r.Batch.Mean),
            Column("power per GPU", "W", r => r.Energy?.WattsPerGpu), Column("energy per output token", "J", r => r.Energy?.JoulesPerOutputToken),
            Column("USD per million output tokens", "", r => r.Money?.MillionOutputTokensUsd),
        ]);

        DataColumn Column(string name, string unit, Func<ServingDocument, double?> of) => DataColumn.Of(name, unit, runs.Select(r => of(r) ?? double.NaN));
    }

    /// <summary>Whether nine of ten requests that arrived kept the objective.</summary>
    internal static bool Keeps(ServingDocument run) => run.Requests.KeptObjective >= 0.9 * run.Requests.Arrived;

    /// <summary>The load as a phrase.</summary>
    internal static string Label(ServingDocument run) => run.Load.Phrase;

    private static double? Load(ServingDocument run) => run.Load.Concurrency ?? run.Load.Rate;

    private static string Axis(ServingDocument run) => run.Load.Concurrency is not null ? "clients" : "requests per second";

    private static string Number(ServingDocument run) => FormattableString.Invariant($"{Load(run):0.###}");
}
