using Simulator.Reporting.Figures;
using Simulator.Reporting.Sweeps;

namespace Simulator.Reporting.Charts;

/// <summary>Axes over a sweep's columns.</summary>
internal static class SweepAxes
{
    private const double WideRange = 20;

    /// <summary>The axis of an objective: logarithmic where it spans much.</summary>
    public static Axis Of(SweepPoints points, int column, IEnumerable<double> values, bool tellGoal = true)
    {
        var known = values.Where(double.IsFinite).ToArray();
        var (name, unit) = (points.Columns[column].Name, points.Columns[column].Unit);
        var goal = tellGoal && points.Columns[column].Objective is not null ? points.LeastIsBest(column) ? " (less is better)" : " (more is better)" : "";
        return new Axis(name + goal, unit, IsWide(known) ? AxisScale.Log10 : AxisScale.Linear);
    }

    /// <summary>Whether values above 0 span more than an even axis shows well.</summary>
    public static bool IsWide(IReadOnlyCollection<double> values) => values.Count > 0 && values.Min() > 0 && values.Max() / values.Min() > WideRange;
}
