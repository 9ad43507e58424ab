using System.Globalization;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>Expands a sequence of names: <c>NAME</c>, <c>NAME*COUNT</c>, <c>(NAME …)*COUNT</c>, nested as deep as needed.</summary>
internal static class LayerSequence
{
    internal const int LongestSequence = 10_000;

    /// <exception cref="FormatException">The text does not follow the grammar, or expands to more than ten thousand names.</exception>
    internal static IReadOnlyList<string> Expand(string text)
    {
        var at = 0;
        var names = Items(text, ref at, depth: 0);
        if (at < text.Length)
            throw new FormatException("a ) without a (");
        return names.Count > 0 ? names : throw new FormatException("no layers");
    }

    private static List<string> Items(string text, ref int at, int depth)
    {
        if (depth > 8)
            throw new FormatException("more than 8 nested groups");
        var names = new List<string>();
        while (SkipSpace(text, ref at) && text[at] != ')')
        {
            var item = text[at] == '(' ? Group(text, ref at, depth) : [Name(text, ref at)];
            var count = Count(text, ref at);
            if (names.Count + ((long)item.Count * count) > LongestSequence)
                throw new FormatException($"more than {LongestSequence} layers");
            for (var i = 0; i < count; i++)
                names.AddRange(item);
        }

        return names;
    }

    private static List<string> Group(string text, ref int at, int depth)
    {
        at++;
        var names = Items(text, ref at, depth + 1);
        if (at >= text.Length)
            throw new FormatException("a ( without a )");
        at++;
        return names;
    }

    private static string Name(string text, ref int at)
    {
        var start = at;
        while (at < text.Length && (char.IsAsciiLetterOrDigit(text[at]) || text[at] is '-' or '_' or '.'))
            at++;
        return at > start ? text[start..at] : throw new FormatException($"'{text[at]}' where a block's name or a ( is expected");
    }

    private static int Count(string text, ref int at)
    {
        if (!SkipSpace(text, ref at) || text[at] != '*')
            return 1;
        at++;
        SkipSpace(text, ref at);
        var start = at;
        while (at < text.Length && char.IsAsciiDigit(text[at]))
            at++;
        return int.TryParse(text.AsSpan(start, at - start), NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0
            ? count
            : throw new FormatException("a * without a whole number from 1");
    }

    private static bool SkipSpace(string text, ref int at)
    {
        while (at < text.Length && char.IsWhiteSpace(text[at]))
            at++;
        return at < text.Length;
    }
}
