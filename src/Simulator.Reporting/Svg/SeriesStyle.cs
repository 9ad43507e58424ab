using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Svg;

/// <summary>How a series looks: colour, marker, dashes and pattern go together, so that none has to be told by its colour.</summary>
internal static class SeriesStyle
{
    /// <summary>How many series look different.</summary>
    public const int Count = 8;

    private static readonly string[] Dashes = ["", "7 3", "2 3", "9 3 2 3", "12 4", "4 2", "1 4", "6 2 1 2 1 2"];

    // Over a bar of the series' colour, in the colour of the page: the tile's side and its strokes.
    private static readonly (int Side, string Path)[] Patterns =
    [
        (0, ""), (6, "M-1.5 1.5l3-3M0 6l6-6M4.5 7.5l3-3"), (6, "M2 2h1.6v1.6H2zM5 5h1.6v1.6H5z"), (6, "M-1.5 4.5l3 3M0 0l6 6M4.5-1.5l3 3"), (5, "M0 2.5h5"),
        (8, "M0 0l8 8M8 0L0 8"), (5, "M2.5 0v5"), (10, "M0 5h10M5 0v10"),
    ];

    /// <summary>The CSS class that sets the series' colour.</summary>
    public static string Class(Layer layer) => layer.Style < 0 ? "si" : $"s{layer.Style % Count}";

    /// <summary>The dashes of a line, as an attribute.</summary>
    public static string Dash(int style) => style < 0 || Dashes[style % Count].Length == 0 ? "" : $" stroke-dasharray=\"{Dashes[style % Count]}\"";

    /// <summary>The pattern's name over a figure's id; null for plain bars.</summary>
    public static string? Pattern(string id, int style) => style < 0 || style % Count == 0 ? null : $"{id}-p{style % Count}";

    /// <summary>The definition of a pattern.</summary>
    public static string Define(string id, int style)
    {
        var (side, path) = Patterns[style % Count];
        return $"<pattern id=\"{Pattern(id, style)}\" width=\"{side}\" height=\"{side}\" patternUnits=\"userSpaceOnUse\"><path d=\"{path}\" " +
            $"class=\"pn\"/></pattern>";
    }

    /// <summary>The outline of a marker.</summary>
    /// <param name="style">The series.</param>
    /// <param name="x">The middle.</param>
    /// <param name="y">The middle.</param>
    /// <param name="r">The radius of a circle of the same area.</param>
    /// <returns>Path commands.</returns>
    public static string Marker(int style, double x, double y, double r)
    {
        var n = SvgBuilder.N;
        return (style < 0 ? 0 : style % Count) switch
        {
            1 => Box(0.89 * r),
            2 => $"M{n(x)} {n(y - 1.25 * r)}l{n(1.18 * r)} {n(2.05 * r)}h{n(-2.36 * r)}z",
            3 => $"M{n(x)} {n(y - 1.25 * r)}l{n(1.25 * r)} {n(1.25 * r)}l{n(-1.25 * r)} {n(1.25 * r)}l{n(-1.25 * r)} {n(-1.25 * r)}z",
            4 => $"M{n(x)} {n(y + 1.25 * r)}l{n(1.18 * r)} {n(-2.05 * r)}h{n(-2.36 * r)}z",
            5 => Cross(1.2 * r, 0.42 * r),
            6 => $"M{n(x - 1.1 * r)} {n(y)}l{n(0.55 * r)} {n(-0.95 * r)}h{n(1.1 * r)}l{n(0.55 * r)} {n(0.95 * r)}l{n(-0.55 * r)} {n(0.95 * r)}h{n(-1.1 * r)}z",
            7 => $"M{n(x - 1.35 * r)} {n(y - 0.6 * r)}h{n(2.7 * r)}v{n(1.2 * r)}h{n(-2.7 * r)}z",
            _ => $"M{n(x - r)} {n(y)}a{n(r)} {n(r)} 0 1 1 {n(2 * r)} 0a{n(r)} {n(r)} 0 1 1 {n(-2 * r)} 0z",
        };

        string Box(double h) => $"M{n(x - h)} {n(y - h)}h{n(2 * h)}v{n(2 * h)}h{n(-2 * h)}z";
        string Cross(double a, double h) =>
            $"M{n(x - h)} {n(y - a)}h{n(2 * h)}v{n(a - h)}h{n(a - h)}v{n(2 * h)}h{n(h - a)}v{n(a - h)}" +
            $"h{n(-2 * h)}v{n(h - a)}h{n(h - a)}v{n(-2 * h)}h{n(a - h)}z";
    }
}
