using System.Globalization;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Spaces;

/// <summary>A range of numbers as it was written.</summary>
/// <param name="Text">The text, for messages.</param>
/// <param name="Interval">Its ends and spacing.</param>
/// <param name="Count">The number of values; null where none is given.</param>
/// <param name="Step">The distance of two values, in SI units; null where none is given.</param>
internal sealed record SteppedRange(string Text, Interval Interval, int? Count, double? Step)
{
    /// <summary>Whether there is neither count nor step.</summary>
    internal bool IsContinuous => Count is null && Step is null;

    /// <summary>The values, in SI units, ascending: those of the list that the range is short for, so each is what its label reads as.</summary>
    /// <exception cref="InputException">A value would not be whole where it must be, or there are too many.</exception>
    internal double[] Levels(ValueDomain domain)
    {
        var (low, high) = (Interval.Low, Interval.High);
        var gaps = Step is { } step ? Math.Floor(((high - low) / step) * (1 + 1e-12) + 1e-9) : Count!.Value - 1;
        if (gaps >= ValueRange.MaximumLevels)
            throw RangeParser.Refuse(Text, $"has more than {ValueRange.MaximumLevels} values", $"at most {ValueRange.MaximumLevels}");
        var levels = new double[(int)gaps + 1];
        for (var i = 0; i < levels.Length; i++)
            levels[i] = i == 0 ? low : RangeParser.AsWritten(At(i), domain);
        if (Count is not null || Math.Abs(levels[^1] - high) <= 1e-9 * (Step ?? 0))
            levels[^1] = high;
        if (domain.Whole)
            RequireWhole(levels);
        return levels;
    }

    private double At(int i) => (Step, Interval.Logarithmic) switch
    {
        ({ } step, _) => Interval.Low + (i * step),
        (_, true) => Interval.Low * Math.Pow(Interval.High / Interval.Low, i / (Count!.Value - 1.0)),
        _ => Interval.Low + ((Interval.High - Interval.Low) * i / (Count!.Value - 1.0)),
    };

    // Geometric values are hardly ever whole: they are rounded. Evenly spaced ones must be.
    private void RequireWhole(double[] levels)
    {
        for (var i = 0; i < levels.Length; i++)
        {
            var whole = Math.Round(levels[i], MidpointRounding.AwayFromZero);
            if (!Interval.Logarithmic && whole != levels[i])
            {
                var value = levels[i].ToString("0.####", CultureInfo.InvariantCulture);
                throw RangeParser.Refuse(Text, $"gives {value}, which is not whole", "a count or step that gives whole numbers");
            }

            levels[i] = whole;
        }
    }
}
