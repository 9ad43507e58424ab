using Simulator.Hardware.Clusters;
using Simulator.Timing;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Fitting;

/// <summary>
/// How badly coefficients predict a set of rows: the mean over groups (GPU, operator, precision) of the pseudo-Huber loss of ln(predicted / measured), so
/// that a group counts the same however many rows it has.
/// </summary>
internal sealed class Loss
{
    private readonly (int System, Measurements.Measurement Row, double Weight)[] rows;
    private readonly SystemDescription[] systems;
    private readonly double huber;

    public Loss(IEnumerable<Measurements.Measurement> measurements, IReadOnlyDictionary<string, SystemDescription> systems, FitOptions options)
    {
        var groups = measurements.GroupBy(r => (r.Gpu, r.Operator.Op, r.Operator.PrecisionName)).Select(g => Thinned([.. g], options.RowsPerGroup)).ToArray();
        var gpus = groups.Select(g => g[0].Gpu).Distinct().ToArray();
        this.systems = [.. gpus.Select(g => systems[g])];
        rows = [.. groups.SelectMany(g => g.Select(r => (Array.IndexOf(gpus, r.Gpu), r, 1.0 / (g.Length * groups.Length))))];
        huber = options.Huber;
    }

    /// <summary>Rows looked at.</summary>
    public int Rows => rows.Length;

    /// <summary>The loss of coefficients; positive infinity where they make no prediction.</summary>
    public double Of(TimingCoefficients coefficients)
    {
        var models = Array.ConvertAll(systems, s => new TimingModel(s, coefficients));
        var sum = 0.0;
        foreach (var (system, row, weight) in rows)
        {
            var ratio = Math.Log(models[system].Estimate(row.Operator, row.Context).Seconds / row.LatencySeconds) / huber;
            sum += weight * huber * (Math.Sqrt(1 + (ratio * ratio)) - 1);
        }

        return double.IsFinite(sum) ? sum : double.PositiveInfinity;
    }

    private static Measurements.Measurement[] Thinned(Measurements.Measurement[] group, int most) => group.Length <= most
        ? group
        : [.. Enumerable.Range(0, most).Select(i => group[(int)((i + 0.5) * group.Length / most)])];
}
