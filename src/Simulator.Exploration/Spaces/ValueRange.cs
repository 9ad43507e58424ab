using System.Collections.Immutable;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Spaces;

/// <summary>
/// The values that a parameter of an experiment takes: a list of levels, or (in sampled spaces) an interval. The text is a comma list of values and ranges:
/// <c>bf16, fp8</c>, <c>96, 132, 168</c>, <c>2 TB/s .. 10 TB/s : 9</c> (9 values, ends included), <c>2..10 TB/s step 1</c>, <c>log 1..64 : 7</c> (geometric);
/// one range alone without count and step (<c>2..10 TB/s</c>, <c>log 1..64</c>) is an interval.
/// </summary>
public sealed class ValueRange
{
    /// <summary>The most values that one parameter may list.</summary>
    public const int MaximumLevels = 100_000;

    private ValueRange(string text, ValueDomain domain) => (Text, Domain) = (text, domain);

    /// <summary>The text as it was written, trimmed.</summary>
    public string Text { get; }

    /// <summary>What values are accepted.</summary>
    public ValueDomain Domain { get; }

    /// <summary>The levels of a number, in SI units; empty for names and for intervals.</summary>
    public ImmutableArray<double> Numbers { get; private init; } = [];

    /// <summary>The levels as text: as written for listed values, with a readable unit for those of a range; empty for intervals.</summary>
    public ImmutableArray<string> Labels { get; private init; } = [];

    /// <summary>The interval's ends and spacing; null where there are levels.</summary>
    public Interval? Interval { get; private init; }

    /// <summary>The number of levels; 0 for an interval.</summary>
    public int Levels => Labels.Length;

    /// <summary>Reads the text of a parameter's values.</summary>
    /// <param name="text">The text.</param>
    /// <param name="domain">What values are accepted.</param>
    /// <returns>The values.</returns>
    /// <exception cref="InputException">A value or range is not accepted, or a value stands twice; the message says which and what is accepted.</exception>
    public static ValueRange Parse(string text, ValueDomain domain)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(domain);
        var items = text.Split(',', StringSplitOptions.TrimEntries);
        if (Array.IndexOf(items, "") >= 0)
        {
            throw new InputException(items.Length == 1
                ? $"no values; accepted: {RangeParser.Accepted(domain)}"
                : $"'{RangeParser.Shorten(text)}' has an empty item between commas; accepted: {RangeParser.Accepted(domain)}");
        }

        return domain.IsText ? OfNames(text.Trim(), domain, items) : OfNumbers(text.Trim(), domain, items);
    }

    /// <summary>The label of a point's value.</summary>
    /// <param name="level">The level; -1 for an interval.</param>
    /// <param name="number">The value in SI units, which decides where the level is -1.</param>
    /// <returns>Text that reads back to the value; whole numbers with a unit and values of an interval to 15 significant digits.</returns>
    public string Label(int level, double number) => level >= 0 ? Labels[level] : RangeParser.Label(number, Domain);

    /// <inheritdoc/>
    public override string ToString() => Text;

    private static ValueRange OfNames(string text, ValueDomain domain, string[] items)
    {
        RefuseTwins(items.Order(StringComparer.Ordinal), (a, b) => a == b, item => item);
        return new ValueRange(text, domain) { Labels = [.. items] };
    }

    private static ValueRange OfNumbers(string text, ValueDomain domain, string[] items)
    {
        var numbers = ImmutableArray.CreateBuilder<double>();
        var labels = ImmutableArray.CreateBuilder<string>();
        foreach (var item in items)
        {
            if (RangeParser.TryParse(item, domain) is not { } range)
            {
                numbers.Add(RangeParser.Value(item, domain));
                labels.Add(item);
                continue;
            }

            if (range.IsContinuous)
            {
                return items.Length == 1
                    ? new ValueRange(text, domain) { Interval = range.Interval }
                    : throw new InputException($"'{RangeParser.Shorten(item)}' stands in a list without count or step; accepted: add ': COUNT' or 'step STEP'");
            }

            var levels = range.Levels(domain);
            if (numbers.Count + levels.Length > MaximumLevels)
                throw new InputException($"'{RangeParser.Shorten(text)}' has more than {MaximumLevels} values; accepted: at most {MaximumLevels}");
            numbers.AddRange(levels);
            labels.AddRange(levels.Select(level => RangeParser.Label(level, domain)));
        }

        RefuseTwins(numbers.Zip(labels).OrderBy(pair => pair.First), (a, b) => Same(a.First, b.First), pair => pair.Second);
        return new ValueRange(text, domain) { Numbers = numbers.DrainToImmutable(), Labels = labels.DrainToImmutable() };
    }

    // Equal but for the rounding of units and spacings.
    private static bool Same(double a, double b) => Math.Abs(a - b) <= 1e-12 * Math.Max(Math.Abs(a), Math.Abs(b));

    private static void RefuseTwins<T>(IEnumerable<T> sorted, Func<T, T, bool> same, Func<T, string> label)
    {
        var all = sorted.ToList();
        for (var i = 1; i < all.Count; i++)
        {
            if (same(all[i - 1], all[i]))
                throw new InputException($"the value '{RangeParser.Shorten(label(all[i]))}' stands twice; accepted: each value once");
        }
    }
}
