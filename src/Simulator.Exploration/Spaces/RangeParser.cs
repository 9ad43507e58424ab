using System.Globalization;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Exploration.Spaces;

/// <summary>Reads one item of a <see cref="ValueRange"/>: a value, or <c>[log] LOW .. HIGH [: COUNT | step STEP]</c>.</summary>
internal static class RangeParser
{
    private const string Dots = "..";

    /// <summary>A range; null where the item is a single value.</summary>
    /// <exception cref="InputException">It is a range that is not accepted.</exception>
    internal static SteppedRange? TryParse(string item, ValueDomain domain)
    {
        var dots = item.IndexOf(Dots, StringComparison.Ordinal);
        if (dots < 0)
            return null;
        var logarithmic = item.StartsWith("log ", StringComparison.Ordinal);
        var lowText = item[(logarithmic ? 4 : 0)..dots].Trim();
        var (highText, countText, stepText) = Tail(item[(dots + Dots.Length)..]);
        var unit = UnitOf(highText);
        var high = Value(highText, domain);
        var low = Value(WithUnit(lowText, unit), domain);
        int? count = countText is null ? null : Count(item, countText);
        double? step = stepText is null ? null : Step(item, WithUnit(stepText, unit), domain);
        if (low > high)
            throw Refuse(item, "ends below its start", "LOW .. HIGH with LOW at most HIGH");
        if (low == high && count is null && step is null)
            throw Refuse(item, "is empty", "LOW .. HIGH with LOW below HIGH, or the value alone");
        if (logarithmic && low <= 0)
            throw Refuse(item, "is logarithmic from 0 or less", "a start above 0");
        if (logarithmic && step is not null)
            throw Refuse(item, "is logarithmic with a step", "log LOW .. HIGH : COUNT");
        if (count == 1 && low != high)
            throw Refuse(item, "has two ends and one value", "a count of at least 2, or the value alone");
        return new SteppedRange(item, new Interval(low, high, logarithmic, domain.Whole), count, step);
    }

    /// <summary>A single value in SI units.</summary>
    /// <exception cref="InputException">It is no number, has a wrong unit, is out of range or not whole.</exception>
    internal static double Value(string text, ValueDomain domain)
    {
        var value = Quantity.Parse(text, domain.Dimension, domain.Minimum, domain.Maximum);
        if (domain.Whole && value != Math.Floor(value))
            throw new InputException($"'{Shorten(text)}' is not whole; accepted: a whole number");
        return value;
    }

    /// <summary>A value as text that reads back to it, to 15 significant digits.</summary>
    internal static string Label(double value, ValueDomain domain) => Quantity.Format(value, domain.Dimension, 15);

    /// <summary>The value that the label reads as: 15 significant digits, 0.3 and not 0.30000000000000004.</summary>
    internal static double AsWritten(double value, ValueDomain domain) =>
        Quantity.Parse(Label(value, domain), domain.Dimension, double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>What is accepted, for messages.</summary>
    internal static string Accepted(ValueDomain domain)
    {
        if (domain.IsText)
            return "a comma list of names";
        var unit = domain.Dimension == Dimension.None ? "" : " " + UnitOf(Quantity.Format(1, domain.Dimension));
        return $"a comma list of values and ranges, such as '2{unit}, 4{unit}', '2 .. 10{unit} : 5', '2 .. 10{unit} step 2{unit}' or 'log 1 .. 64{unit} : 7'";
    }

    /// <summary>A text short enough for a message.</summary>
    internal static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";

    private static (string High, string? Count, string? Step) Tail(string text)
    {
        var colon = text.IndexOf(':', StringComparison.Ordinal);
        if (colon >= 0)
            return (text[..colon].Trim(), text[(colon + 1)..].Trim(), null);
        var step = text.IndexOf("step", StringComparison.Ordinal);
        return step < 0 ? (text.Trim(), null, null) : (text[..step].Trim(), null, text[(step + 4)..].Trim());
    }

    private static int Count(string item, string text)
    {
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) || count is < 1 or > ValueRange.MaximumLevels)
            throw Refuse(item, $"has '{Shorten(text)}' values", $"a count of 1 to {ValueRange.MaximumLevels}");
        return count;
    }

    private static double Step(string item, string text, ValueDomain domain)
    {
        var step = Quantity.Parse(text, domain.Dimension, double.NegativeInfinity, double.MaxValue);
        return step > 0 ? step : throw Refuse(item, "has a step that is not positive", "a step above 0");
    }

    // The unit of 10 TB/s stands for both ends and the step of 2..10 TB/s step 1.
    private static string WithUnit(string text, string unit) => text.Length > 0 && UnitOf(text).Length == 0 ? $"{text} {unit}".TrimEnd() : text;

    private static string UnitOf(string text)
    {
        var number = 0;
        while (number < text.Length && (char.IsAsciiDigit(text[number]) || text[number] is '+' or '-' or '.' || IsExponent(text, number)))
            number++;
        return text[number..].Trim();
    }

    private static bool IsExponent(string text, int i) =>
        text[i] is 'e' or 'E' && i > 0 && i + 1 < text.Length && (char.IsAsciiDigit(text[i + 1]) || text[i + 1] is '+' or '-');

    /// <summary>An error about a range.</summary>
    internal static InputException Refuse(string item, string problem, string accepted) => new($"the range '{Shorten(item)}' {problem}; accepted: {accepted}");
}
