using Simulator.Reporting.Figures;
using Simulator.Reporting.Validations;

namespace Simulator.Reporting.Charts;

/// <summary>How errors are spread: by operator and GPU, and as a distribution.</summary>
public static class ErrorCharts
{
    private const double Narrowest = -75;
    private const double Widest = 100;
    private const double BinWidth = 5;

    /// <summary>The mean absolute error by operator and GPU, as a heat map.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure.</returns>
    public static Figure ByOperator(IReadOnlyList<ValidationRow> rows, string id)
    {
        ArgumentNullException.ThrowIfNull(rows);
        string[] gpus = [.. rows.Select(r => r.Gpu).Distinct()];
        string[] ops = [.. rows.Select(r => r.Op).Distinct().OrderBy(OperatorKinds.Of).ThenBy(o => o, StringComparer.Ordinal)];
        var groups = rows.GroupBy(r => (r.Op, r.Gpu)).ToDictionary(g => g.Key, g => g.ToArray());
        List<double> values = [];
        List<int> behind = [];
        List<(string Op, string Gpu, ValidationRow[] Rows)> table = [];
        foreach (var op in ops)
        {
            foreach (var gpu in gpus)
            {
                var has = groups.TryGetValue((op, gpu), out var group);
                behind.Add(has ? table.Count : -1);
                values.Add(has ? 100 * group!.Average(r => Math.Abs(r.Error)) : double.NaN);
                if (has)
                {
                    table.Add((op, gpu, group!));
                }
            }
        }

        var worst = table.MaxBy(t => t.Rows.Average(r => Math.Abs(r.Error)));
        return new Figure(
            id, "Mean absolute error by operator and GPU",
            $"Heat map of the mean absolute error, operators down, GPUs across. The largest is {worst.Op} on {worst.Gpu}: " +
                $"{Wording.Percent(worst.Rows.Average(r => Math.Abs(r.Error)))}.",
            Axis.Of("", gpus), Axis.Of("", ops), [new HeatLayer(gpus.Length, values, behind, "%") { Name = "mean absolute error", LeastIsBest = true,
                MissingName = "not measured" }],
            new DataTable(
            [
                DataColumn.Of("operator", table.Select(t => t.Op)), DataColumn.Of("GPU", table.Select(t => t.Gpu)),
                DataColumn.Of("rows", "", table.Select(t => (double)t.Rows.Length)), Percent("mean absolute error", g => g.Average(r => Math.Abs(r.Error))),
                Percent("median absolute error", g => Quantile(g, 0.5)), Percent("90th percentile", g => Quantile(g, 0.9)),
                    Percent("bias", g => g.Average(r => r.Error)),
                Percent("inside the 90 % interval", g => g.Average(r => r.IsCovered ? 1.0 : 0.0)),
                    Percent("roofline's error", g => g.Average(r => Math.Abs(r.RooflineSeconds / r.MeasuredSeconds - 1))),
            ]));

        DataColumn Percent(string name, Func<ValidationRow[], double> value) => DataColumn.Of(name, "%", table.Select(t => 100 * value(t.Rows)));
    }

    /// <summary>The distribution of errors on each GPU.</summary>
    /// <param name="rows">The rows, at least one.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure.</returns>
    public static Figure Distribution(IReadOnlyList<ValidationRow> rows, string id)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var bins = (int)((Widest - Narrowest) / BinWidth);
        List<Layer> layers = [new RuleLayer(0, true) { Style = Layer.Ink }];
        List<(string Gpu, double From, double To, double Share)> table = [];
        var style = 0;
        foreach (var gpu in rows.GroupBy(r => r.Gpu))
        {
            var counts = new double[bins];
            foreach (var row in gpu)
            {
                counts[Math.Clamp((int)Math.Floor((100 * row.Error - Narrowest) / BinWidth), 0, bins - 1)]++;
            }

            var shares = counts.Select(c => 100 * c / gpu.Count()).ToArray();
            var first = table.Count;
            table.AddRange(shares.Select((s, i) => (gpu.Key, Narrowest + i * BinWidth, Narrowest + (i + 1) * BinWidth, s)));
            double[] edges = [.. Enumerable.Range(0, bins + 1).Select(i => Narrowest + i * BinWidth)];
            layers.Add(new LineLayer(edges, [.. shares, shares[^1]]) { Name = gpu.Key, Style = style, Shape = LineShape.Step });
            layers.Add(new ScatterLayer([.. shares.Select((_, i) => Narrowest + (i + 0.5) * BinWidth)], shares, [.. shares.Select((_, i) => first + i)])
            {
                Name = gpu.Key,
                Style = style++,
                Areas = [.. shares.Select(_ => 0.03)],
            });
        }

        var within = rows.Average(r => Math.Abs(r.Error) <= 0.15 ? 1.0 : 0.0);
        return new Figure(
            id, "Distribution of errors",
            $"Step lines, one a GPU: the share of rows by the error of the predicted time. {Wording.Percent(within)} of all rows lie within ±15 %.",
            new Axis("Error of the predicted time", "%") { Min = Narrowest, Max = Widest }, new Axis("Share of rows", "%") { FromZero = true }, layers,
            new DataTable(
            [
                DataColumn.Of("GPU", table.Select(t => t.Gpu)), DataColumn.Of("error from", "%", table.Select(t => t.From)),
                DataColumn.Of("error to", "%", table.Select(t => t.To)), DataColumn.Of("share of rows", "%", table.Select(t => t.Share)),
            ]))
        {
            Note = $"The first and last classes hold all beyond −{-Narrowest:0} % and +{Widest:0} % too.",
        };
    }

    private static double Quantile(ValidationRow[] rows, double share)
    {
        double[] sorted = [.. rows.Select(r => Math.Abs(r.Error)).Order()];
        return sorted[Math.Min(sorted.Length - 1, (int)(share * sorted.Length))];
    }
}
