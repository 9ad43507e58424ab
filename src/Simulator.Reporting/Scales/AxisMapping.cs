using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Scales;

/// <summary>Maps the values of an axis to places on the page.</summary>
/// <param name="axis">The axis.</param>
/// <param name="min">The lower end of its values.</param>
/// <param name="max">The upper end, above <paramref name="min"/>.</param>
/// <param name="start">The place of the lower end, or of the first category's edge.</param>
/// <param name="end">The place of the upper end, or of the last category's edge.</param>
public sealed class AxisMapping(Axis axis, double min, double max, double start, double end)
{
    private const double LogPadding = 0.04;
    private const double Padding = 0.05;

    /// <summary>The axis.</summary>
    public Axis Axis { get; } = axis;

    /// <summary>The lower end of its values.</summary>
    public double Min { get; } = min;

    /// <summary>The upper end of its values.</summary>
    public double Max { get; } = max;

    /// <summary>Whether it maps logarithms.</summary>
    public bool IsLogarithmic => Axis.Scale is AxisScale.Log10 or AxisScale.Log2;

    /// <summary>The room of one category; 0 on other axes.</summary>
    public double Slot => Axis.Scale == AxisScale.Category ? Math.Abs(end - start) / Math.Max(1, Axis.Categories.Count) : 0;

    /// <summary>The place of a value; values beyond the ends lie beyond the axis.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The place; not a number where the value has none.</returns>
    public double Place(double value) => Axis.Scale switch
    {
        AxisScale.Category => start + (value + 0.5) / Math.Max(1, Axis.Categories.Count) * (end - start),
        AxisScale.Linear => start + (value - Min) / (Max - Min) * (end - start),
        _ => value > 0 ? start + Math.Log(value / Min) / Math.Log(Max / Min) * (end - start) : double.NaN,
    };

    /// <summary>The place of a value, moved to the nearest end where it lies beyond.</summary>
    /// <param name="value">The value.</param>
    /// <returns>The place.</returns>
    public double Clamped(double value) => Place(Axis.Scale == AxisScale.Category ? value : Math.Clamp(value, Min, Max));

    /// <summary>The ends that an axis takes from its data.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="values">What is drawn on it.</param>
    /// <param name="ticks">About how many marks it will have: linear axes end at a mark.</param>
    /// <returns>The ends, the lower below the upper.</returns>
    public static (double Min, double Max) Domain(Axis axis, IEnumerable<double> values, int ticks)
    {
        if (axis.Scale == AxisScale.Category)
        {
            return (-0.5, Math.Max(1, axis.Categories.Count) - 0.5);
        }

        var logarithmic = axis.Scale is AxisScale.Log2 or AxisScale.Log10;
        double low = double.PositiveInfinity, high = double.NegativeInfinity;
        foreach (var value in values.Where(v => double.IsFinite(v) && (!logarithmic || v > 0)))
        {
            (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (low > high)
        {
            (low, high) = logarithmic ? (1, 10) : (0, 1);
        }

        return logarithmic ? Logarithmic(axis, low, high) : Linear(axis, low, high, ticks);
    }

    private static (double Min, double Max) Logarithmic(Axis axis, double low, double high)
    {
        if (high / low < 1.5)
        {
            (low, high) = (low / 1.3, high * 1.3);
        }

        var margin = Math.Pow(high / low, LogPadding);
        return (axis.Min ?? low / margin, axis.Max ?? high * margin);
    }

    private static (double Min, double Max) Linear(Axis axis, double low, double high, int ticks)
    {
        if (axis.FromZero)
        {
            (low, high) = (Math.Min(0, low), Math.Max(0, high));
        }

        if (high - low <= 1e-12 * Math.Max(Math.Abs(low), Math.Abs(high)))
        {
            var half = high == 0 ? 1 : 0.1 * Math.Abs(high);
            (low, high) = axis.FromZero ? (Math.Min(0, low), Math.Max(0, high) + (high == 0 ? 1 : 0)) : (low - half, high + half);
        }

        var factor = SiFormat.Scale(Math.Max(Math.Abs(low), Math.Abs(high)), axis.Unit).Factor;
        var margin = axis.FromZero ? 0 : Padding * (high - low);
        var step = TickFinder.Step((low - margin) / factor, (high + margin) / factor, ticks) * factor;
        var bottom = axis.FromZero && low == 0 ? 0 : Math.Floor((low - margin) / step + 1e-9) * step;
        var top = axis.FromZero && high == 0 ? 0 : Math.Ceiling((high + margin) / step - 1e-9) * step;
        return (axis.Min ?? bottom, axis.Max ?? top);
    }
}
