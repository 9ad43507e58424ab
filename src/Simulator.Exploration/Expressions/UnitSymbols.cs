using System.Collections.Frozen;

namespace Simulator.Exploration.Expressions;

/// <summary>
/// The unit symbols that may stand after a number of an expression: a simple one (<c>MB</c>, <c>ms</c>, <c>USD</c>, <c>%</c>) or a quotient of two
/// without spaces (<c>TB/s</c>, <c>B/clk</c>, <c>pJ/bit</c>, <c>W/cm2</c>). They are case-sensitive, with the prefixes
/// of <see cref="Simulator.Hardware.Units.Quantity"/>.
/// </summary>
internal static class UnitSymbols
{
    /// <summary>The short list for messages.</summary>
    internal const string Summary = "B, MB, GiB, TB/s, B/clk, TFLOP/s, GHz, s, ms, us, W, J, mm2, USD, dB, %";

    private static readonly (string Prefix, double Factor)[] Large =
        [("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("E", 1e18)];

    private static readonly (string Prefix, double Factor)[] Small = [("f", 1e-15), ("p", 1e-12), ("n", 1e-9), ("u", 1e-6), ("\u00b5", 1e-6), ("\u03bc", 1e-6), ("m", 1e-3)];

    private static readonly (string Prefix, double Factor)[] Binary =
        [("Ki", 1024), ("Mi", 1048576), ("Gi", 1073741824), ("Ti", 1099511627776), ("Pi", 1125899906842624)];

    private static readonly FrozenDictionary<string, (double Factor, UnitSignature Unit)> Simple = Build().ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenDictionary<string, (double Factor, UnitSignature Unit)>.AlternateLookup<ReadOnlySpan<char>> Lookup =
        Simple.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The longest unit symbol at a place of a text that ends where no letter, digit, point or underscore goes on.</summary>
    /// <param name="text">The text.</param>
    /// <param name="start">Where the symbol would begin.</param>
    /// <param name="factor">What one unit is in SI units.</param>
    /// <param name="unit">The unit.</param>
    /// <returns>The symbol's length; 0 where there is none.</returns>
    internal static int LengthAt(ReadOnlySpan<char> text, int start, out double factor, out UnitSignature unit)
    {
        (factor, unit) = (1, UnitSignature.Pure);
        if (start < text.Length && text[start] == '/' && WordLength(text[(start + 1)..]) is > 0 and var per && Lookup.TryGetValue(text.Slice(start + 1, per), out var each))
        {
            // Without a unit above the line: 1 /cm2.
            (factor, unit) = (1 / each.Factor, UnitSignature.Pure.Per(each.Unit));
            return 1 + per;
        }

        var length = WordLength(text[start..]);
        if (length == 0 || !Lookup.TryGetValue(text.Slice(start, length), out var above))
            return 0;
        (factor, unit) = above;
        var slash = start + length;
        if (slash >= text.Length || text[slash] != '/')
            return length;
        var divisor = WordLength(text[(slash + 1)..]);
        if (divisor == 0 || !Lookup.TryGetValue(text.Slice(slash + 1, divisor), out var below))
            return length;
        (factor, unit) = (above.Factor / below.Factor, above.Unit.Per(below.Unit));
        return length + 1 + divisor;
    }

    private static int WordLength(ReadOnlySpan<char> text)
    {
        if (text.Length > 0 && text[0] is '%' or '$')
            return 1;
        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] is '_' or '.' or '\u00b2'))
            length++;
        return length;
    }

    private static Dictionary<string, (double Factor, UnitSignature Unit)> Build()
    {
        var table = new Dictionary<string, (double Factor, UnitSignature Unit)>(StringComparer.Ordinal);
        var (bytes, seconds, metre) = (UnitSignature.Of(BaseUnit.Byte), UnitSignature.Of(BaseUnit.Second), UnitSignature.Of(BaseUnit.Metre));
        var (operation, watt, dollar) = (UnitSignature.Of(BaseUnit.Operation), UnitSignature.Of(BaseUnit.Watt), UnitSignature.Of(BaseUnit.Dollar));
        var (perSecond, joule) = (UnitSignature.Pure.Per(seconds), watt.Times(seconds));
        Add("B", 1, bytes, [.. Large, .. Binary]);
        table["KB"] = (1e3, bytes);
        Add("bit", 1.0 / 8, bytes, Large);
        foreach (var name in (ReadOnlySpan<string>)["FLOP", "OP"])
        {
            Add(name, 1, operation, Large);
            Add(name + "S", 1, operation.Times(perSecond), Large);
        }

        Add("Hz", 1, perSecond, Large);
        Add("s", 1, seconds, [("", 1), .. Small]);
        (table["min"], table["h"]) = ((60, seconds), (3600, seconds));
        Add("W", 1, watt, [.. Small, .. Large]);
        Add("J", 1, joule, [.. Small, .. Large]);
        Add("Wh", 3600, joule, Large);
        foreach (var (name, factor) in (ReadOnlySpan<(string, double)>)[("m", 1), ("cm", 1e-2), ("mm", 1e-3), ("um", 1e-6), ("nm", 1e-9)])
            table[name] = (factor, metre);
        foreach (var square in (ReadOnlySpan<string>)["2", "\u00b2"])
        {
            foreach (var (name, factor) in (ReadOnlySpan<(string, double)>)[("m", 1), ("cm", 1e-4), ("mm", 1e-6), ("um", 1e-12), ("\u00b5m", 1e-12), ("\u03bcm", 1e-12)])
                table[name + square] = (factor, metre.ToPower(2));
        }

        Add("USD", 1, dollar, [("", 1), ("k", 1e3), ("M", 1e6)]);
        table["$"] = (1, dollar);
        Add("clk", 1, UnitSignature.Of(BaseUnit.Cycle), [("", 1)]);
        table["dB"] = (1, UnitSignature.Of(BaseUnit.Decibel));
        table["%"] = (0.01, UnitSignature.Pure);
        return table;

        void Add(string symbol, double scale, UnitSignature unit, (string Prefix, double Factor)[] prefixes)
        {
            foreach (var (prefix, factor) in prefixes)
                table[prefix + symbol] = (factor * scale, unit);
        }
    }
}
