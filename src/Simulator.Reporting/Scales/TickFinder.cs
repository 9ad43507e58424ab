using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Scales;

/// <summary>Chooses round values for an axis and writes them.</summary>
public static class TickFinder
{
    private static readonly double[] Steps = [1, 2, 2.5, 5, 10];

    /// <summary>The distance between round values.</summary>
    /// <param name="min">The lower end.</param>
    /// <param name="max">The upper end, above <paramref name="min"/>.</param>
    /// <param name="most">The most distances wanted, at least 1.</param>
    /// <returns>1, 2, 2.5 or 5 times a power of ten.</returns>
    public static double Step(double min, double max, int most)
    {
        var rough = (max - min) / Math.Max(1, most);
        var power = Math.Pow(10, Math.Floor(Math.Log10(rough)));
        return Steps.Select(s => s * power).First(s => s >= rough * (1 - 1e-9));
    }

    /// <summary>The marks of an axis between two ends.</summary>
    /// <param name="axis">The axis.</param>
    /// <param name="min">The lower end; above 0 on logarithmic axes.</param>
    /// <param name="max">The upper end.</param>
    /// <param name="most">The most labels wanted.</param>
    /// <returns>The marks, ascending, and the unit for the axis' title: empty where each label carries its own.</returns>
    public static (IReadOnlyList<Tick> Ticks, string Unit) Of(Axis axis, double min, double max, int most) => axis.Scale switch
    {
        AxisScale.Category => ([.. axis.Categories.Select((name, i) => new Tick(i, name))], ""),
        AxisScale.Log10 => (Decades(axis.Unit, min, max, most), ""),
        AxisScale.Log2 => (Doublings(axis.Unit, min, max, most), ""),
        _ => Even(axis.Unit, min, max, most),
    };

    private static (IReadOnlyList<Tick>, string) Even(string unit, double min, double max, int most)
    {
        // A scaled axis needs round steps in the scaled unit: square millimetres, for one.
        var (factor, text) = SiFormat.Scale(Math.Max(Math.Abs(min), Math.Abs(max)), unit);
        double low = min / factor, high = max / factor;
        var step = Step(low, high, most);
        var digits = 2 + (int)Math.Max(0, Math.Ceiling(Math.Log10(Math.Max(Math.Abs(low), Math.Abs(high)) / step)));
        List<Tick> ticks = [];
        for (var i = (long)Math.Ceiling(low / step - 1e-6); i * step <= high + 1e-6 * step; i++)
        {
            ticks.Add(new Tick(i * step * factor, SiFormat.Number(i * step, digits)));
        }

        return (ticks, text);
    }

    private static List<Tick> Decades(string unit, double min, double max, int most)
    {
        int first = (int)Math.Ceiling(Math.Log10(min) - 1e-9), last = (int)Math.Floor(Math.Log10(max) + 1e-9);
        double[] mantissas = last - first >= 3 ? [1] : last - first >= 1 ? [1, 2, 5] : [1, 1.5, 2, 3, 5, 7];
        var every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Math.Max(1, most)));
        List<Tick> ticks = [];
        for (var power = first - 1; power <= last; power++)
        {
            foreach (var mantissa in mantissas)
            {
                var value = mantissa * Math.Pow(10, power);
                if (value >= min * (1 - 1e-9) && value <= max * (1 + 1e-9))
                {
                    ticks.Add(new Tick(value, (power - first) % every == 0 || mantissas.Length > 1 ? SiFormat.Of(value, unit) : ""));
                }
            }
        }

        return ticks;
    }

    private static List<Tick> Doublings(string unit, double min, double max, int most)
    {
        int first = (int)Math.Ceiling(Math.Log2(min) - 1e-9), last = (int)Math.Floor(Math.Log2(max) + 1e-9);
        var every = Math.Max(1, (int)Math.Ceiling((last - first + 1) / (double)Math.Max(1, most)));
        List<Tick> ticks = [];
        for (var power = first; power <= last; power += every)
        {
            ticks.Add(new Tick(Math.Pow(2, power), SiFormat.Of(Math.Pow(2, power), unit, 4)));
        }

        return ticks;
    }
}
