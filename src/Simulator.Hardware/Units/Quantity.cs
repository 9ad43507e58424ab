using System.Globalization;
using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Units;

/// <summary>
/// Numbers with units: text such as <c>3.35 TB/s</c> to and from <see cref="double"/> in the SI unit of a <see cref="Dimension"/>.
/// TB is 10¹², TiB is 2⁴⁰. The space before the unit may be left out. Symbols are case-sensitive.
/// </summary>
public static class Quantity
{
    /// <summary>Reads a number with its unit.</summary>
    /// <param name="text">The text, such as <c>1.83 GHz</c>; a plain number for <see cref="Dimension.None"/>.</param>
    /// <param name="dimension">The dimension that the unit must have.</param>
    /// <param name="minimum">The smallest value accepted, in SI units. Default: everything above 0.</param>
    /// <param name="maximum">The largest value accepted, in SI units.</param>
    /// <returns>The value in SI units.</returns>
    /// <exception cref="InputException">
    /// The text is no number, has no unit or a wrong one, is not finite or is outside the range; the message says what is accepted.
    /// </exception>
    public static double Parse(string text, Dimension dimension, double minimum = double.Epsilon, double maximum = 1e30)
    {
        ArgumentNullException.ThrowIfNull(text);
        var trimmed = text.AsSpan().Trim();
        var length = NumberLength(trimmed);
        if (length == 0 || !double.TryParse(trimmed[..length], NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            throw new InputException($"'{Shorten(text)}' is not a number; accepted: {Accepted(dimension)}");
        if (!double.IsFinite(number))
            throw new InputException($"'{Shorten(text)}' is too large; accepted: {Accepted(dimension)}");
        var value = number * Factor(trimmed[length..].Trim().ToString(), text, dimension);
        if (!(value >= minimum && value <= maximum))
            throw new InputException($"'{Shorten(text)}' is out of range; accepted: {Range(dimension, minimum, maximum)}");
        return value;
    }

    /// <summary>Writes a value in the readable unit: <c>3.35 TB/s</c>, <c>84.9 MB</c>, <c>1.2 ms</c>.</summary>
    /// <param name="value">The value in SI units.</param>
    /// <param name="dimension">Its dimension.</param>
    /// <param name="digits">Significant digits, 1 to 17; digits before the decimal point are never dropped.</param>
    /// <returns>The text, which <see cref="Parse"/> reads back (positive finite values).</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="digits"/> is outside 1 to 17.</exception>
    public static string Format(double value, Dimension dimension, int digits = 3)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(digits, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(digits, 17);
        var units = UnitTable.Readable(dimension);
        if (value == 0 || !double.IsFinite(value))
            return WithUnit(value.ToString(CultureInfo.InvariantCulture), units[UnitOfZero(units)]);
        var table = UnitTable.Of(dimension);
        var chosen = 0;
        while (chosen + 1 < units.Length && Rounded(Math.Abs(value) / table[units[chosen + 1]], digits) >= 1)
            chosen++;
        var scaled = units[chosen].Length == 0 ? value : value / table[units[chosen]];
        return WithUnit(Number(scaled, digits), units[chosen]);
    }

    /// <summary>The unit symbols that <see cref="Parse"/> accepts for a dimension.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <returns>Each symbol with its factor to the SI unit; empty for pure numbers.</returns>
    public static IReadOnlyDictionary<string, double> Symbols(Dimension dimension) => UnitTable.Of(dimension);

    /// <summary>What text is accepted for a dimension, for messages: <c>a number with a unit (B/s, MB/s, …), such as 3.35 TB/s</c>.</summary>
    /// <param name="dimension">The dimension.</param>
    /// <returns>A phrase without a full stop.</returns>
    public static string Accepted(Dimension dimension) => dimension == Dimension.None
        ? "a plain number"
        : $"a number with a unit ({UnitTable.Summary(dimension)}), such as {UnitTable.Example(dimension)}";

    /// <summary>The range in words, for messages and schemas.</summary>
    internal static string Range(Dimension dimension, double minimum, double maximum)
    {
        var low = minimum == double.Epsilon ? "above 0" : $"at least {Format(minimum, dimension)}";
        return maximum >= 1e30 ? low : $"{low} and at most {Format(maximum, dimension)}";
    }

    private static double Factor(string unit, string text, Dimension dimension)
    {
        if (dimension == Dimension.None)
            return unit.Length == 0 ? 1 : throw new InputException($"'{Shorten(text)}' has a unit or trailing text; accepted: a plain number");
        if (unit.Length == 0)
            throw new InputException($"'{Shorten(text)}' has no unit; accepted: {Accepted(dimension)}");
        if (UnitTable.Of(dimension).TryGetValue(unit, out var factor))
            return factor;
        throw new InputException($"'{Shorten(text)}' has the wrong unit '{Shorten(unit)}'; accepted: {Accepted(dimension)}");
    }

    // The length of the longest number at the start: sign, digits, point, exponent (only where digits follow it).
    private static int NumberLength(ReadOnlySpan<char> text)
    {
        var i = 0;
        if (i < text.Length && text[i] is '+' or '-')
            i++;
        while (i < text.Length && (char.IsAsciiDigit(text[i]) || text[i] == '.'))
            i++;
        if (i == 0 || i >= text.Length || text[i] is not ('e' or 'E'))
            return i;
        var exponent = i + 1;
        if (exponent < text.Length && text[exponent] is '+' or '-')
            exponent++;
        if (exponent >= text.Length || !char.IsAsciiDigit(text[exponent]))
            return i;
        while (exponent < text.Length && char.IsAsciiDigit(text[exponent]))
            exponent++;
        return exponent;
    }

    private static string Number(double value, int digits)
    {
        if (digits > 15 || Math.Abs(value) is >= 1e15 or < 1e-4)
            return value.ToString("G" + digits, CultureInfo.InvariantCulture);
        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(Math.Abs(value))), 0, 20);
        return value.ToString("0." + new string('#', decimals), CultureInfo.InvariantCulture);
    }

    private static double Rounded(double value, int digits)
    {
        if (digits > 15 || value == 0)
            return value;
        return double.Parse(value.ToString("E" + (digits - 1), CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
    }

    private static int UnitOfZero(string[] units) => Math.Max(0, Array.FindIndex(units, unit => UnitlessPrefix.Contains(unit)));

    private static readonly string[] UnitlessPrefix = ["B", "B/s", "B/clk", "FLOP/s", "Hz", "s", "W", "mm2", "m", "J", "USD"];

    private static string WithUnit(string number, string unit) => unit.Length == 0 ? number : $"{number} {unit}";

    private static string Shorten(string text) => text.Length <= 60 ? text : text[..57] + "...";
}
