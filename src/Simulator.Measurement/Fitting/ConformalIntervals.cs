using Simulator.Hardware.Descriptions;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;

namespace Simulator.Measurement.Fitting;

/// <summary>
/// Error intervals for a GPU that has not been seen, from the residuals ln(measured / predicted) of GPUs that were left out of the fit (split conformal
/// prediction: Vovk, Gammerman and Shafer, 2005), taken in two levels, since rows of one GPU are alike (Dunn, Wasserman and Ramdas, 2022): a further GPU's
/// residual is the shift of a new GPU plus a row's own deviation. See <see cref="UnseenGpu"/>.
/// </summary>
public static class ConformalIntervals
{
    private const int Enough = 30;

    /// <summary>Works out the intervals.</summary>
    /// <param name="leftOut">Comparisons of GPUs when each was left out.</param>
    /// <param name="fallback">The intervals of families that have too few rows.</param>
    /// <returns>The intervals of every family, by its name.</returns>
    public static IReadOnlyDictionary<string, RegimeIntervals> Of(IReadOnlyCollection<Comparison> leftOut, IntervalTable fallback)
    {
        // The families' intervals are of the libraries' kernels: this project's own are measured on too few devices.
        var cells = leftOut.Where(c => c.Measured.Context.Stack == StackKind.Library).GroupBy(c => (c.Estimate.Family, Regime: RegimeIntervals.RegimeOf(c.Estimate.Seconds))).ToDictionary(g => g.Key, g => g.ToArray());
        var typical = UnseenGpu.TypicalShift(cells.Values);
        var table = new OrderedDictionary<string, RegimeIntervals>(StringComparer.Ordinal);
        foreach (var family in Enum.GetValues<OperatorFamily>())
        {
            Comparison[] all = [.. Enum.GetValues<SizeRegime>().SelectMany(r => cells.GetValueOrDefault((family, r)) ?? [])];
            var whole = all.Length >= Enough ? UnseenGpu.Interval(all, typical) : null;
            table.Add(EnumNames.Of(family), whole is null ? fallback[family] : new RegimeIntervals
            {
                Small = Cell(SizeRegime.Small),
                Medium = Cell(SizeRegime.Medium),
                Large = Cell(SizeRegime.Large),
            });

            IntervalCoefficients Cell(SizeRegime regime) =>
                cells.GetValueOrDefault((family, regime)) is { Length: >= Enough } rows ? UnseenGpu.Interval(rows, typical) : whole!;
        }

        return table;
    }

    /// <summary>The share of each GPU's rows that the other GPUs' intervals hold: what the interval is worth on a GPU that it has not seen.</summary>
    /// <param name="leftOut">Comparisons of GPUs when each was left out.</param>
    /// <param name="fallback">The intervals of families that have too few rows.</param>
    /// <returns>Coverage by GPU and operator; operators that no other GPU measured are absent.</returns>
    public static IReadOnlyList<(string Gpu, string Op, double Coverage)> Coverage(IReadOnlyCollection<Comparison> leftOut, IntervalTable fallback)
    {
        var coverage = new List<(string, string, double)>();
        leftOut = [.. leftOut.Where(c => c.Measured.Context.Stack == StackKind.Library)];
        foreach (var gpu in leftOut.GroupBy(c => c.Measured.Gpu))
        {
            var others = leftOut.Where(c => c.Measured.Gpu != gpu.Key).ToArray();
            var known = others.Select(c => c.Estimate.Family).ToHashSet();
            var table = new IntervalTable(Of(others, fallback));
            foreach (var op in gpu.Where(c => known.Contains(c.Estimate.Family)).GroupBy(c => c.Measured.Operator.Op))
            {
                coverage.Add((gpu.Key, op.Key, op.Average(c => Holds(table, c) ? 1.0 : 0.0)));
            }
        }

        return coverage;
    }

    private static bool Holds(IntervalTable table, Comparison c)
    {
        var interval = table.Of(c.Estimate);
        var ratio = c.Measured.LatencySeconds / c.Estimate.Seconds;
        return ratio >= interval.Low && ratio <= interval.High;
    }
}
