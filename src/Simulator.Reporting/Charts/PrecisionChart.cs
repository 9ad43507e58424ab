using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Charts;

/// <summary>What each number format costs in error and buys in time.</summary>
public static class PrecisionChart
{
    private const double SamePlace = 0.03;

    /// <summary>Draws formats.</summary>
    /// <param name="points">The formats on each GPU; those without an error above 0 are left out.</param>
    /// <param name="table">The data behind the points.</param>
    /// <param name="id">The figure's id.</param>
    /// <returns>The figure: error up, on a logarithmic axis, over speed-up; other ways to sum a format only where they change its error.</returns>
    public static Figure Of(IReadOnlyList<PrecisionPoint> points, DataTable table, string id)
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
            id, $"Error against speed-up of number formats, {gpus}",
            $"Scatter of the relative error of a matrix product, logarithmic, over its predicted speed-up against bf16. Lower and further right is better."
            + (fastest is null ? "" : FormattableString.Invariant($" Fastest: {fastest.Label} on {fastest.Gpu}, {fastest.SpeedUp:0.00} times, relative error {fastest.RelativeError:0.0e+0}.")),
            new Axis("Speed-up against bf16") { FromZero = true }, new Axis("Relative error", "", AxisScale.Log10), layers, table);
    }

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
