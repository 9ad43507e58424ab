using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Small charts beside the tables, on terminals alone: a file or a pipe gets the numbers.</summary>
internal static class TerminalChart
{
    private const int Width = 76;

    // The palette of Okabe and Ito (2008), which people with any kind of colour vision tell apart.
    private static readonly Color[] Palette =
    [
        new(0, 114, 178), new(230, 159, 0), new(0, 158, 115), new(204, 121, 167), new(86, 180, 233), new(213, 94, 0), new(240, 228, 66), new(128, 128, 128),
    ];

    /// <summary>Whether charts are drawn on a console.</summary>
    public static bool IsDrawnOn(IAnsiConsole console) => console.Profile.Capabilities.Ansi;

    /// <summary>Draws the parts of a whole as one bar with its legend.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="title">What the whole is.</param>
    /// <param name="parts">Name and share, from 0 to 1.</param>
    public static void Parts(IAnsiConsole console, string title, IEnumerable<(string Name, double Share)> parts)
    {
        if (!IsDrawnOn(console))
        {
            return;
        }

        var chart = new BreakdownChart().Width(Math.Min(Width, console.Profile.Width - 1)).UseValueFormatter(v => Words.Percent(v));
        chart.AddItems(parts.Select((p, i) => new BreakdownChartItem(p.Name, p.Share, Palette[i % Palette.Length])));
        console.Write(new Text($"\n{title}\n", new Style(decoration: Decoration.Bold)));
        console.Write(chart);
    }

    /// <summary>Draws one bar per name.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="title">What the bars are.</param>
    /// <param name="bars">Name and fraction, at least 0.</param>
    public static void Bars(IAnsiConsole console, string title, IEnumerable<(string Name, double Fraction)> bars)
    {
        if (!IsDrawnOn(console))
        {
            return;
        }

        var chart = new BarChart().Width(Math.Min(Width, console.Profile.Width - 1)).UseValueFormatter((v, _) => Words.Percent(v));
        chart.AddItems(bars.Select(b => new BarChartItem(Markup.Escape(b.Name), b.Fraction, Palette[0])));
        console.Write(new Text($"\n{title}\n", new Style(decoration: Decoration.Bold)));
        console.Write(chart);
    }
}
