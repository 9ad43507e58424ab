using Simulator.Reporting.Figures;
using Simulator.Reporting.Scales;
using Simulator.Reporting.Validations;

namespace Simulator.Reporting.Charts;

/// <summary>Predicted against measured times of one GPU, both logarithmic, with the band that holds 90 %.</summary>
public static class ParityChart
{
    private const int MostPoints = 1500;
    private const int Worst = 25;
    private const int BandBins = 24;

    /// <summary>Draws a GPU.</summary>
    /// <param name="rows">Its rows, at least one.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure.</returns>
    public static Figure Of(IReadOnlyList<ValidationRow> rows, string id)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var kept = Thin(rows);
        double low = rows.Min(r => Math.Min(r.MeasuredSeconds, r.PredictedSeconds)), high = rows.Max(r => Math.Max(r.MeasuredSeconds, r.PredictedSeconds));
        List<Layer> layers = [];
        var band = Band(rows);
        if (band is not null)
        {
            layers.Add(band);
        }

        layers.Add(new LineLayer([low, high], [low, high]) { Style = Layer.Ink, IsThin = true, Label = "predicted = measured" });
        foreach (var kind in kept.Select((r, i) => (Row: r, Index: i)).GroupBy(p => OperatorKinds.Of(p.Row.Op)).OrderBy(g => g.Key))
        {
            layers.Add(new ScatterLayer([.. kind.Select(p => p.Row.MeasuredSeconds)], [.. kind.Select(p => p.Row.PredictedSeconds)],
                [.. kind.Select(p => p.Index)])
            {
                Name = OperatorKinds.All[kind.Key],
                Style = kind.Key,
            });
        }

        if (band is not null)
        {
            layers.Add(new LineLayer(band.X, band.Low) { Style = Layer.Ink, IsThin = true });
            layers.Add(new LineLayer(band.X, band.High) { Style = Layer.Ink, IsThin = true });
        }

        var error = rows.Average(r => Math.Abs(r.Error));
        var axis = new Axis("Measured", "s", AxisScale.Log10) { Min = low / 1.3, Max = high * 1.3 };
        return new Figure(
            id, $"Predicted against measured, {rows[0].Gpu}",
            $"Log-log scatter of predicted over measured times, from {SiFormat.Of(low, "s")} to {SiFormat.Of(high, "s")}, with the diagonal and the band " +
                $"of the 90 % interval. " +
            $"Mean absolute error {Wording.Percent(error)}; {Wording.Percent(rows.Average(r => r.IsCovered ? 1.0 : 0.0))} of {Wording.Count(rows.Count)} " +
                $"rows lie inside their interval.",
            axis, axis with { Label = "Predicted" }, layers, ValidationTables.Rows(kept))
        {
            Aspect = 0.78,
            Note = kept.Count < rows.Count
                ? $"{Wording.Count(kept.Count)} of {Wording.Count(rows.Count)} points are drawn: the {Worst} worst of each kind and one of each group that " +
                    $"would cover another; all count in the figures given."
                : null,
        };
    }

    // One point a kind and cell of a grid, and the worst ones.
    private static List<ValidationRow> Thin(IReadOnlyList<ValidationRow> rows)
    {
        if (rows.Count <= MostPoints)
        {
            return [.. rows];
        }

        var kept = rows.GroupBy(r => OperatorKinds.Of(r.Op)).SelectMany(g =>
            g.OrderByDescending(r => Math.Abs(Math.Log(r.PredictedSeconds / r.MeasuredSeconds))).Take(Worst)).ToHashSet(ReferenceEqualityComparer.Instance);
        for (var cells = 160; ; cells = cells * 3 / 4)
        {
            var seen = new HashSet<(int, int, int)>();
            var drawn = rows.Where(r => kept.Contains(r) || seen.Add((OperatorKinds.Of(r.Op), Cell(r.MeasuredSeconds, cells),
                Cell(r.PredictedSeconds, cells)))).ToList();
            if (drawn.Count <= MostPoints || cells < 20)
            {
                return drawn;
            }
        }

        static int Cell(double seconds, int cells) => (int)Math.Floor(Math.Log10(seconds) * cells / 6);
    }

    // Of a prediction p the interval holds measurements from p·l to p·h; at a measurement m these are predictions from m/h to m/l.
    private static BandLayer? Band(IReadOnlyList<ValidationRow> rows)
    {
        var known = rows.Where(r => r.LowSeconds > 0 && r.HighSeconds > 0).OrderBy(r => r.MeasuredSeconds).ToArray();
        if (known.Length < BandBins)
        {
            return null;
        }

        List<double> x = [], low = [], high = [];
        foreach (var bin in known.Chunk((int)Math.Ceiling(known.Length / (double)BandBins)))
        {
            var middle = bin[bin.Length / 2].MeasuredSeconds;
            double h = Median(bin.Select(r => r.HighSeconds / r.PredictedSeconds)), l = Median(bin.Select(r => r.LowSeconds / r.PredictedSeconds));
            x.Add(x.Count == 0 ? bin[0].MeasuredSeconds : middle);
            low.Add(x[^1] / h);
            high.Add(x[^1] / l);
        }

        return new BandLayer(x, low, high) { Style = Layer.Ink, Name = "90 % interval" };
    }

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted[sorted.Length / 2];
    }
}
