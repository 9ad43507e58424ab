using System.Globalization;

namespace Simulator.Reporting.Scales;

/// <summary>Writes values with SI prefixes: 0.0000123 s as <c>12.3 µs</c>.</summary>
public static class SiFormat
{
    private const string Prefixes = "qryzafpnµm kMGTPEZYRQ";
    private const int NoPrefix = 10;
    private const double SquareMillimetre = 1e-6;

    private static readonly HashSet<string> Prefixed =
        ["s", "B", "B/s", "FLOP", "FLOP/s", "W", "J", "Hz", "s/token", "J/token", "FLOP/(s·W)", "FLOP/s/W", "bit/s", "bit", "A", "V"];

    /// <summary>The units that take prefixes; others are written as they are.</summary>
    public static IReadOnlyCollection<string> PrefixedUnits => Prefixed;

    /// <summary>Writes a value.</summary>
    /// <param name="value">The value in SI units.</param>
    /// <param name="unit">The unit; empty for a plain number.</param>
    /// <param name="digits">Significant digits, at least 1.</param>
    /// <returns>The value with its unit; a dash where it is not finite.</returns>
    public static string Of(double value, string unit, int digits = 3)
    {
        if (!double.IsFinite(value))
        {
            return "–";
        }

        var (factor, text) = Scale(value, unit, digits);
        var number = Number(value / factor, digits);
        return text.Length > 0 ? $"{number} {text}" : number;
    }

    /// <summary>The prefixed unit that suits a value.</summary>
    /// <param name="value">The largest value to be written with it.</param>
    /// <param name="unit">The SI unit.</param>
    /// <param name="digits">Significant digits, for a value that rounds up to the next prefix.</param>
    /// <returns>What to divide by, and the unit as written.</returns>
    public static (double Factor, string Unit) Scale(double value, string unit, int digits = 3)
    {
        if (unit is "m2" or "m²")
        {
            return (SquareMillimetre, "mm²");
        }

        var size = Math.Abs(value);
        if (!Prefixed.Contains(unit))
        {
            // Plain numbers and rates of things: 4096 stays as it is, 1,250,000 is 1.25 M.
            return size < 1e6 || unit == "%" ? (1, unit) : Prefixed1000(size, unit, digits);
        }

        return Prefixed1000(size, unit, digits);
    }

    /// <summary>Writes a plain number.</summary>
    /// <param name="value">The number.</param>
    /// <param name="digits">Significant digits after which it is rounded; the whole part is kept.</param>
    /// <returns>The number without an exponent, unless it is very small or large.</returns>
    public static string Number(double value, int digits = 3)
    {
        if (value == 0)
        {
            return "0";
        }

        var size = Math.Abs(value);
        if (size is < 1e-4 or >= 1e9)
        {
            return Minus(value.ToString("0." + new string('#', digits - 1) + "e0", CultureInfo.InvariantCulture));
        }

        var decimals = Math.Clamp(digits - 1 - (int)Math.Floor(Math.Log10(size)), 0, 12);
        return Minus(Math.Round(value, decimals).ToString((size < 1e4 ? "0." : "#,0.") + new string('#', 12), CultureInfo.InvariantCulture));
    }

    private static (double Factor, string Unit) Prefixed1000(double size, string unit, int digits)
    {
        if (size == 0 || !double.IsFinite(size))
        {
            return (1, unit);
        }

        var power = (int)Math.Floor(Math.Log10(size) / 3);
        var rounding = 1 - 0.5 * Math.Pow(10, -digits);
        if (size / Math.Pow(1000, power) >= 1000 * rounding)
        {
            power++;
        }

        power = Math.Clamp(power, -NoPrefix, Prefixes.Length - 1 - NoPrefix);
        var prefix = power == 0 ? "" : Prefixes[power + NoPrefix].ToString();
        return (Math.Pow(1000, power), prefix + unit);
    }

    private static string Minus(string number) => number.Replace('-', '−');
}
