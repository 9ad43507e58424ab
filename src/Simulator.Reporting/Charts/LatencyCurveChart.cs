using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Serving;

namespace Simulator.Reporting.Charts;

/// <summary>The share of requests that were served within a time: cumulative distributions of a serving run's latencies.</summary>
public static class LatencyCurveChart
{
    private static readonly (string Key, string Name)[] Metrics =
        [("tpot", "time per output token"), ("interval", "between tokens"), ("ttft", "time to first token"), ("latency", "end to end")];

    /// <summary>Draws a run.</summary>
    /// <param name="table">Its distributions: <c>metric</c>, <c>seconds</c>, <c>share</c>.</param>
    /// <param name="run">The run.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure; null where nothing was measured.</returns>
    public static Figure? Of(DataTable table, ServingDocument run, string id)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentNullException.ThrowIfNull(run);
        var (metric, seconds, share) = (table.Columns[0].Texts!, table.Columns[1].Numbers!, table.Columns[2].Numbers!);
        List<Layer> layers = [];
        List<int> rows = [];
        foreach (var ((key, name), style) in Metrics.Select((m, i) => (m, i)))
        {
            int[] own = [.. Enumerable.Range(0, table.Rows).Where(i => metric[i] == key && seconds[i] > 0)];
            if (own.Length == 0)
            {
                continue;
            }

            // A distribution begins at 0: where all values are alike, the line is a step.
            double[] x = [seconds[own[0]], .. own.Select(i => seconds[i])], y = [0, .. own.Select(i => 100 * share[i])];
            layers.Add(new LineLayer(x, y) { Style = style, Name = name });
            rows.AddRange(own);
        }

        if (layers.Count == 0)
        {
            return null;
        }

        Rule(run.Slo.TtftSeconds, "promised first token");
        Rule(run.Slo.TpotSeconds, "promised per token");
        return new Figure(
            id, "How soon requests are answered",
            $"Lines: the share of requests (of tokens, for the time between them) that took at most as long. Half of the requests have their first " +
                $"token after {Wording.Time(run.Ttft.P50 ?? double.NaN)}, 99 % after {Wording.Time(run.Ttft.P99 ?? double.NaN)}.",
            new Axis("Time", "s", AxisScale.Log10), new Axis("Share served within that time", "%") { Min = 0, Max = 110 }, layers,
            new DataTable(
            [
                DataColumn.Of("latency", rows.Select(i => Metrics.First(m => m.Key == metric[i]).Name)),
                DataColumn.Of("time", "s", rows.Select(i => seconds[i])), DataColumn.Of("share", "%", rows.Select(i => 100 * share[i])),
            ]))
        {
            Note = "Quantiles are within 0.5 %.",
        };

        void Rule(double? value, string label)
        {
            if (value is > 0)
            {
                layers.Add(new RuleLayer(value.Value, true, $"{label} {SiFormat.Of(value.Value, "s")}"));
            }
        }
    }
}
