namespace Simulator.Reporting.Typography;

/// <summary>
/// How wide text is, from the advance widths of DejaVu Sans (its hmtx table): the widest of the sans-serif families that systems bring, so that
/// what fits by this measure fits in the reader's font too.
/// </summary>
public static class TextMetrics
{
    /// <summary>The height of a line over the size of its font.</summary>
    public const double LineHeight = 1.2;

    // Per mille of the font's size, from the space (32) to the tilde (126).
    private static readonly short[] Ascii =
    [
        318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636, 636, 636, 636, 636, 636, 636, 337, 337, 838, 838,
        838, 531, 1000, 684, 686, 698, 770, 632, 575, 775, 752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390,
        337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612, 635, 635, 411, 521, 392, 634, 592, 818, 592, 592,
        525, 636, 337, 636, 838,
    ];

    private const short Wide = 1000;
    private const short Other = 700;
    private const char FirstIdeographic = '\u1100';

    /// <summary>The width of a line of text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size.</param>
    /// <returns>The width in the unit of <paramref name="size"/>.</returns>
    public static double Width(string text, double size)
    {
        var total = 0;
        foreach (var c in text)
        {
            total += c is >= ' ' and <= '~' ? Ascii[c - ' ']
                : c is >= FirstIdeographic or '…' or '—' ? Wide
                : c is '·' ? 318
                : c is '–' or '°' ? 500
                : c is '²' or '³' ? 401
                : c is 'µ' ? 636
                : c is '−' or '×' or '±' or '≤' or '≥' or '→' or '≈' or '½' ? 970
                : Other;
        }

        return total * size / 1000;
    }

    /// <summary>Shortens a line to a width; the end gives way to an ellipsis.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="width">The width.</param>
    /// <returns>The text, or as much of it as fits with an ellipsis.</returns>
    public static string Fit(string text, double size, double width)
    {
        if (Width(text, size) <= width)
        {
            return text;
        }

        var length = text.Length;
        while (length > 0 && Width(text[..length].TrimEnd() + "…", size) > width)
        {
            length--;
        }

        // A pair of surrogates stays together.
        if (length > 0 && char.IsHighSurrogate(text[length - 1]))
        {
            length--;
        }

        return text[..length].TrimEnd() + "…";
    }

    /// <summary>Breaks text into lines of a width, at spaces and after hyphens, slashes and commas.</summary>
    /// <param name="text">The text.</param>
    /// <param name="size">The font's size.</param>
    /// <param name="width">The width.</param>
    /// <param name="most">The most lines; the last one is shortened.</param>
    /// <returns>The lines, at least one.</returns>
    public static IReadOnlyList<string> Wrap(string text, double size, double width, int most)
    {
        List<string> lines = [];
        var rest = text.Trim();
        while (lines.Count < most - 1 && Width(rest, size) > width)
        {
            var cut = 0;
            for (var i = 1; i < rest.Length && Width(rest[..i].TrimEnd(), size) <= width; i++)
            {
                cut = rest[i] == ' ' || rest[i - 1] is ' ' or '-' or '/' or ',' or ';' or '·' or '_' ? i : cut;
            }

            if (cut == 0)
            {
                break;
            }

            lines.Add(rest[..cut].TrimEnd());
            rest = rest[cut..].TrimStart();
        }

        lines.Add(Fit(rest, size, width));
        return lines;
    }
}
