using System.Collections.Immutable;
using Simulator.Exploration.Results;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Serving;

namespace Simulator.Reporting.Reports;

/// <summary>What a report of a serving run, or of an engine under several loads, says.</summary>
internal static class ServingReportText
{
    private static readonly string[] Texts = ["metric"];
    private static readonly string[] Numbers = ["seconds", "share"];

    /// <summary>Puts the report together.</summary>
    public static Report Of(RunManifest manifest, ImmutableArray<ServingDocument> runs, string folder) =>
        runs.Length > 1 || File.Exists(Path.Combine(folder, ServingFile.CurveName)) ? Curve(manifest, runs) : Single(manifest, runs[0], folder);

    private static Report Single(RunManifest manifest, ServingDocument run, string folder)
    {
        List<ReportSection> sections = [];
        if (Path.Combine(folder, ServingFile.LatencyName) is var latencies && File.Exists(latencies))
        {
            sections.Add(Section("Latencies", LatencyCurveChart.Of(ServingFile.ReadTable(latencies, Texts, Numbers), run, "latencies")) with
            {
                Table = Latencies(run),
            });
        }

        if (Path.Combine(folder, ServingFile.SeriesName) is var path && File.Exists(path))
        {
            var series = ServingFile.ReadTable(path, [], ServingSeriesCharts.Columns);
            sections.Add(Section(
                "Over the time of the run", ServingSeriesCharts.Occupancy(series, "occupancy"), ServingSeriesCharts.Cache(series, "cache"),
                ServingSeriesCharts.Tokens(series, "tokens"), ServingSeriesCharts.Power(series, "power")) with
            {
                Text = File.Exists(Path.Combine(folder, ServingFile.TimelineName))
                    ? [$"{ServingFile.TimelineName} in the same folder holds steps and the first requests: open it in Perfetto (ui.perfetto.dev)."]
                    : [],
            });
        }

        sections.Add(new ReportSection("Figures of the run", []) { Table = Figures(run) });
        sections.Add(Accuracy([run]));
        return new Report(manifest.Title, Answer(run), [.. sections], manifest);
    }

    private static Report Curve(RunManifest manifest, ImmutableArray<ServingDocument> runs) => new(
        manifest.Title, Answer(runs),
        [
            Section("Throughput and interactivity", LoadCurveCharts.Front(runs, "front")),
            Section("Latency over the load", LoadCurveCharts.FirstToken(runs, "ttft"), LoadCurveCharts.PerToken(runs, "tpot")),
            new ReportSection("The loads", []) { Table = LoadCurveCharts.Table(runs) },
            Accuracy(runs),
        ],
        manifest);

    private static ReportSection Section(string title, params IEnumerable<Figure?> figures) => new(title, [.. figures.OfType<Figure>()]);

    private static string Answer(ServingDocument run)
    {
        var engine = $"Under {run.Load.Phrase}, {run.Model} on {Gpus(run)}";
        if (run.Requests.Finished == 0 || run.TokensPerSecondPerGpu is not { } each)
        {
            return $"{engine} answers no request in {Wording.Time(run.Seconds)}. {Wording.Count(run.Requests.Waiting)} wait at the end and " +
                $"{Wording.Count(run.Requests.Rejected)} were rejected.";
        }

        var user = run.TokensPerSecondPerUser is { } rate ? $", each user sees {SiFormat.Number(rate)} tokens/s" : "";
        var slo = run.Slo is { TtftSeconds: null, TpotSeconds: null } ? ""
            : $", and {Wording.Percent(run.Requests.KeptObjective / run.Requests.Finished)} of the answers keep the objective";
        var cost = run.Energy?.JoulesPerOutputToken is { } joules ? $" A token takes {SiFormat.Of(joules, "J")} (estimated)" : "";
        var money = run.Money?.MillionOutputTokensUsd is { } dollars
            ? $"{(cost.Length > 0 ? " and a" : " A")} million of them {SiFormat.Number(dollars)} USD ({run.Money.Origin})" : "";
        return $"{engine} yields {SiFormat.Number(each)} output tokens/s per GPU{user}; 99 % have their first token within " +
            $"{Wording.Time(run.Ttft.P99 ?? double.NaN)}{slo}.{cost}{money}{(cost.Length + money.Length > 0 ? "." : "")}";
    }

    private static string Answer(ImmutableArray<ServingDocument> runs)
    {
        var first = runs[0];
        var promised = first.Slo is not { TtftSeconds: null, TpotSeconds: null };
        ServingDocument[] able = [.. runs.Where(r => r.TokensPerSecondPerGpu is > 0 && (!promised || LoadCurveCharts.Keeps(r)))];
        var engine = $"{first.Model} on {Gpus(first)}";
        if (able.Length == 0)
        {
            return $"At none of the {runs.Length} loads does {engine} keep the objective for nine of ten requests. The least load is {first.Load.Phrase}.";
        }

        var best = able.MaxBy(r => r.TokensPerSecondPerGpu)!;
        var user = best.TokensPerSecondPerUser is { } rate ? $", where each user sees {SiFormat.Number(rate)} tokens/s" : "";
        var money = best.Money?.MillionOutputTokensUsd is { } dollars
            ? $" and {SiFormat.Number(dollars)} USD per million output tokens ({best.Money.Origin})" : "";
        var energy = best.Energy?.JoulesPerOutputToken is { } joules ? $" That takes {SiFormat.Of(joules, "J")} per token (estimated){money}." : "";
        return $"Under {best.Load.Phrase}, {engine} yields most, {SiFormat.Number(best.TokensPerSecondPerGpu!.Value)} output tokens/s per GPU{user}" +
            $"{(promised ? ", among the loads at which nine of ten requests keep the objective" : "")}.{energy}";
    }

    private static string Gpus(ServingDocument run) => run.Gpus > 1 ? FormattableString.Invariant($"{run.Gpus} {run.Gpu}") : run.Gpu;

    private static DataTable Latencies(ServingDocument run)
    {
        (string Name, ServingDistribution Of)[] rows =
            [("time to first token", run.Ttft), ("time per output token", run.Tpot), ("between tokens", run.Interval), ("end to end", run.Latency)];
        return new DataTable(
        [
            DataColumn.Of("latency", rows.Select(r => r.Name)), Column("mean", d => d.Mean), Column("p50", d => d.P50), Column("p90", d => d.P90),
            Column("p99", d => d.P99), Column("largest", d => d.Largest),
        ]);

        DataColumn Column(string name, Func<ServingDistribution, double?> of) => DataColumn.Of(name, "s", rows.Select(r => of(r.Of) ?? double.NaN));
    }

    private static DataTable Figures(ServingDocument run)
    {
        List<(string What, string Value)> rows =
        [
            ("simulated time", SiFormat.Of(run.Seconds, "s")),
            ("requests arrived, answered, rejected",
                $"{Wording.Count(run.Requests.Arrived)}, {Wording.Count(run.Requests.Finished)}, {Wording.Count(run.Requests.Rejected)}"),
            ("requests waiting, running at the end", $"{Wording.Count(run.Requests.Waiting)}, {Wording.Count(run.Requests.Running)}"),
            ("throughput", $"{Plain(run.RequestsPerSecond)} requests/s, {Plain(run.OutputTokensPerSecond)} output tokens/s"),
            ("goodput", $"{Plain(run.Goodput)} requests/s"),
            ("each GPU, each user", $"{Plain(run.TokensPerSecondPerGpu)}, {Plain(run.TokensPerSecondPerUser)} tokens/s"),
            ("queue", $"{Plain(run.Queue.Mean)} on average, {Plain(run.Queue.Largest)} at most"),
            ("batch", $"{Plain(run.Batch.Mean)} on average, {Plain(run.Batch.Largest)} at most"),
            ("KV cache taken", $"{Wording.Percent((run.KvBlocks.Mean / run.KvBlocks.Capacity) ?? double.NaN)} on average, " +
                $"{Wording.Percent((run.KvBlocks.Largest / run.KvBlocks.Capacity) ?? double.NaN)} at most"),
            ("preemptions", Wording.Count(run.Preemptions)),
        ];
        if (run.Energy is { } energy)
        {
            rows.Add(("power of a GPU (estimated)", SiFormat.Of(energy.WattsPerGpu ?? double.NaN, "W")));
            rows.Add(("energy in all, per token, per request", $"{SiFormat.Of(energy.Joules ?? double.NaN, "J")}, " +
                $"{SiFormat.Of(energy.JoulesPerOutputToken ?? double.NaN, "J")}, {SiFormat.Of(energy.JoulesPerRequest ?? double.NaN, "J")}"));
        }

        if (run.Money is { } money)
        {
            rows.Add(("price of a GPU", $"{Plain(money.GpuHourUsd)} USD an hour ({money.Origin})"));
            rows.Add(("all GPUs", $"{Plain(money.FleetHourUsd)} USD an hour"));
            rows.Add(("a million output tokens, with prompts", $"{Plain(money.MillionOutputTokensUsd)}, {Plain(money.MillionTokensUsd)} USD"));
        }

        return new DataTable([DataColumn.Of("what", rows.Select(r => r.What)), DataColumn.Of("value", rows.Select(r => r.Value))]);
    }

    private static string Plain(double? value) => value is { } number && double.IsFinite(number) ? SiFormat.Number(number) : "–";

    private static ReportSection Accuracy(IEnumerable<ServingDocument> runs) => new("Accuracy to be expected", [])
    {
        Text =
        [
            "Latencies: docs/serving.md holds them against measured runs, by stack, GPU and model.",
            .. runs.Select(r => r.Energy?.Accuracy).OfType<double>().Take(1).Select(a =>
                $"Power and energy are estimated from operations and bytes, of GPUs alone: expect errors of {Wording.Percent(a)} and more (docs/silicon.md)."),
        ],
    };
}
