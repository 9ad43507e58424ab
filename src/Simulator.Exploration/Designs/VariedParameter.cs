using System.Collections.Immutable;
using Simulator.Exploration.Spaces;
using Simulator.Hardware.Units;

namespace Simulator.Exploration.Designs;

/// <summary>A parameter of the space with what it changes.</summary>
/// <param name="Parameter">The parameter and its values.</param>
/// <param name="Target">What it changes.</param>
/// <param name="Values">The values of its levels, ready to be set; empty for an interval.</param>
internal sealed record VariedParameter(DesignParameter Parameter, DesignTarget Target, ImmutableArray<object> Values)
{
    /// <summary>Equal parts in which an interval is reported.</summary>
    public const int Bins = 10;

    /// <summary>Reads a parameter.</summary>
    /// <param name="target">What it changes.</param>
    /// <param name="text">Its values as text.</param>
    /// <returns>The parameter.</returns>
    /// <exception cref="Hardware.Errors.InputException">A value is not accepted.</exception>
    public static VariedParameter Parse(DesignTarget target, string text)
    {
        var domain = target.IsNumber ? ValueDomain.Numbers(target.Dimension, target.IsWhole, target.Minimum, target.Maximum) : ValueDomain.Text;
        var range = ValueRange.Parse(text, domain);
        return new VariedParameter(
            new DesignParameter(target.Name, range), target, [.. target.IsNumber ? range.Numbers.Select(n => target.Boxed(n)) : range.Labels.Select(target.Parse)]);
    }

    /// <summary>Changes a design.</summary>
    /// <param name="draft">The design.</param>
    /// <param name="level">The level; -1 for a value of an interval.</param>
    /// <param name="number">The value, where it is of an interval.</param>
    public void ApplyTo(DesignDraft draft, int level, double number) => Target.Set(draft, level >= 0 ? Values[level] : Target.Boxed(number));

    /// <summary>The level under which a value is reported.</summary>
    /// <param name="level">The level; -1 for a value of an interval.</param>
    /// <param name="number">The value.</param>
    /// <returns>The level, or the part of the interval.</returns>
    public int ReportedLevel(int level, double number) =>
        level >= 0 || Parameter.Range.Interval is not { } interval ? level : Math.Clamp((int)(Bins * Position(interval, number)), 0, Bins - 1);

    /// <summary>The levels under which values are reported: an interval's are its equal parts.</summary>
    /// <returns>Texts, by reported level.</returns>
    public ImmutableArray<string> ReportedLevels() => Parameter.Range.Interval is { } interval
        ? [.. Enumerable.Range(0, Bins).Select(i => $"{Label(interval, i)} .. {Label(interval, i + 1)}")]
        : Parameter.Range.Labels;

    private static double Position(Interval interval, double number) => interval.Logarithmic
        ? Math.Log(number / interval.Low) / Math.Log(interval.High / interval.Low)
        : (number - interval.Low) / (interval.High - interval.Low);

    private string Label(Interval interval, int bin)
    {
        var part = (double)bin / Bins;
        var value = interval.Logarithmic ? interval.Low * Math.Pow(interval.High / interval.Low, part) : interval.Low + (interval.High - interval.Low) * part;
        return Quantity.Format(value, Target.Dimension);
    }
}
