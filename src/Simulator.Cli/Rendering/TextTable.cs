using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>
/// A borderless table that suits itself to the terminal: where it is too wide, it leaves out the columns that it can do without; where it is still too
/// wide, the widest columns of text wrap.
/// </summary>
/// <param name="columns">The headings; one that begins with <c>&gt;</c> is of numbers and aligned right.</param>
internal sealed class TextTable(params string[] columns)
{
    private const int Padding = 3;
    private readonly List<string[]> rows = [];

    /// <summary>Columns that may be left out, the least important first.</summary>
    public string[] Optional { get; init; } = [];

    /// <summary>Adds a row.</summary>
    /// <param name="cells">One text per column; those left out at the end are empty.</param>
    public void AddRow(params string[] cells) => rows.Add([.. cells, .. Enumerable.Repeat("", columns.Length - cells.Length)]);

    /// <summary>Draws the table.</summary>
    /// <param name="console">Where to.</param>
    public void Draw(IAnsiConsole console)
    {
        var widths = columns.Select((c, i) => rows.Select(r => r[i].Length).Append(Heading(c).Length).Max() + Padding).ToArray();
        var shown = Enumerable.Range(0, columns.Length).ToList();
        foreach (var name in Optional)
        {
            if (Width() > console.Profile.Width)
            {
                shown.RemoveAll(i => Heading(columns[i]) == name);
            }
        }

        var wraps = Width() > console.Profile.Width;
        var table = new Table().Border(TableBorder.Simple);
        foreach (var i in shown)
        {
            var column = new TableColumn(new Text(Heading(columns[i]), new Style(decoration: Decoration.Bold)));
            column.NoWrap = !wraps || IsNumber(columns[i]) || i == 0;
            column.Alignment = IsNumber(columns[i]) ? Justify.Right : Justify.Left;
            table.AddColumn(column);
        }

        foreach (var row in rows)
        {
            table.AddRow(shown.Select(i => new Text(row[i])));
        }

        console.Write(table);

        int Width() => shown.Sum(i => widths[i]) + 1;
    }

    private static bool IsNumber(string column) => column.StartsWith('>');

    private static string Heading(string column) => IsNumber(column) ? column[1..] : column;
}
