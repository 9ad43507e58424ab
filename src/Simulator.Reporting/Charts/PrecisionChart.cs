using Simulator.Reporting.Figures;
using Simulator.Reporting.Precision;

namespace Simulator.Reporting.Charts;

/// <summary>What each number format costs in error and buys in time.</summary>
public static class PrecisionChart
{
    private const double SamePlace = 0.03;

    /// <summary>Draws formats.</summary>
    /// <param name="points">The formats on each GPU; those without an error above 0 are left out.</param>
    /// <param name="table">The data behind the points.</param>
    /// <param name="id">The figure's id.</param>
    /// <param name="subject">What the error is of; in the title where it is given.</param>
    /// <returns>The figure: error up, on a logarithmic axis, over speed-up; other ways to sum a format only where they change its error.</returns>
    public static Figure Of(IReadOnlyList<PrecisionPoint> points, DataTable table, string id, string? subject = null)
    {
        ArgumentNullException.ThrowIfNull(points);
        var drawn = Distinct(points.Where(p => p.RelativeError > 0 && double.IsFinite(p.RelativeError) && double.IsFinite(p.SpeedUp)));
        List<Layer> layers = [new RuleLayer(1, true) { Style = Layer.Ink }];
        var style = 0;
        foreach (var gpu in drawn.GroupBy(p => p.Gpu))
        {
            layers.Add(new ScatterLayer([.. gpu.Select(p => p.SpeedUp)], [.. gpu.Select(p => p.RelativeError)], [.. gpu.Select(p => p.Row)])
            {
                Name = gpu.Key,
                Style = style++,
                Labels = [.. gpu.Select(p => p.Label)],
            });
        }

        var gpus = string.Join(", ", drawn.Select(p => p.Gpu).Distinct());
        var fastest = drawn.MaxBy(p => p.SpeedUp);
        return new Figure(
            id, $"Error against speed-up of {subject ?? "number formats"}, {gpus}",
            $"Scatter of the relative error of {subject ?? "a matrix product"}, logarithmic, over its predicted speed-up against bf16. Lower and further right is better."
            + (fastest is null ? "" : FormattableString.Invariant($" Fastest: {fastest.Label} on {fastest.Gpu}, {fastest.SpeedUp:0.00} times, relative error {fastest.RelativeError:0.0e+0}.")),
            new Axis("Speed-up against bf16") { FromZero = true }, new Axis("Relative error", "", AxisScale.Log10), layers, table);
    }

    /// <summary>Draws what is left of the signal in each format.</summary>
    /// <param name="rows">The formats; a format stands once, whatever the GPUs.</param>
    /// <param name="subject">What the error is of.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure: level bars of SQNR in dB, the most exact on top.</returns>
    public static Figure Signal(IReadOnlyList<PrecisionResult> rows, string subject, string id)
    {
        PrecisionResult[] formats = [.. rows.DistinctBy(r => r.Label).Where(r => double.IsFinite(r.SqnrDecibel)).OrderByDescending(r => r.SqnrDecibel)];
        var bars = formats.Select((r, i) => new Bar(i, 0, r.SqnrDecibel, i, FormattableString.Invariant($"{r.SqnrDecibel:0.0} dB")));
        return new Figure(
            id, $"Signal to quantisation noise of {subject}",
            $"Level bars of SQNR in dB, the most exact on top: 20 dB more is a tenth of the error."
            + (formats.Length > 0 ? FormattableString.Invariant(
                $" From {formats[0].Label}, {formats[0].SqnrDecibel:0.0} dB, to {formats[^1].Label}, {formats[^1].SqnrDecibel:0.0} dB.") : ""),
            new Axis("SQNR (more is better)", "dB") { FromZero = true }, Axis.Of("", [.. formats.Select(r => r.Label)]),
            [new BarLayer([.. bars])], Table(formats));
    }

    /// <summary>The data behind figures of formats.</summary>
    /// <param name="rows">The rows.</param>
    /// <returns>The table.</returns>
    public static DataTable Table(IReadOnlyList<PrecisionResult> rows) => new(
    [
        DataColumn.Of("format", rows.Select(r => r.Label)), DataColumn.Of("relative error", "", rows.Select(r => r.RelativeError)),
        DataColumn.Of("SQNR", "dB", rows.Select(r => r.SqnrDecibel)), DataColumn.Of("gpu", rows.Select(r => r.Gpu)),
        DataColumn.Of("time", "s", rows.Select(r => r.Seconds)), DataColumn.Of("speed-up", "", rows.Select(r => r.SpeedUp)),
        DataColumn.Of("energy", "J", rows.Select(r => r.Joules)),
    ]);

    // Two ways to sum that give the same error would lie on each other.
    private static List<PrecisionPoint> Distinct(IEnumerable<PrecisionPoint> points)
    {
        List<PrecisionPoint> kept = [];
        foreach (var point in points)
        {
            if (!kept.Any(k => k.Gpu == point.Gpu && k.SpeedUp == point.SpeedUp && Math.Abs((k.RelativeError / point.RelativeError) - 1) < SamePlace
                && point.Label.StartsWith(k.Label, StringComparison.Ordinal)))
            {
                kept.Add(point);
            }
        }

        return kept;
    }
}
