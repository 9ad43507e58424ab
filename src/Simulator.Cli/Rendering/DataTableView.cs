using System.Globalization;
using Simulator.Reporting.Figures;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a table of data: times, bytes and energies with their prefixes, decibels with one decimal, plain numbers with three digits.</summary>
internal static class DataTableView
{
    private const double LeastPlain = 1e-3;
    private const double LargestPlain = 1e6;

    /// <summary>Draws it; a column without any value is left out.</summary>
    /// <param name="console">Where to.</param>
    /// <param name="table">The table.</param>
    /// <param name="optional">Columns that may be left out on a narrow terminal, the least important first.</param>
    public static void Draw(IAnsiConsole console, DataTable table, params string[] optional)
    {
        DataColumn[] columns = [.. table.Columns.Where(c => c.Texts?.Any(t => t.Length > 0) ?? c.Numbers!.Any(n => !double.IsNaN(n)))];
        var text = new TextTable([.. columns.Select(c => c.Texts is null ? ">" + Heading(c) : c.Name)]) { Optional = optional };
        for (var row = 0; row < table.Rows; row++)
        {
            text.AddRow([.. columns.Select(c => c.Texts?[row] ?? Number(c.Numbers![row], c.Unit))]);
        }

        text.Draw(console);
    }

    // Other units stand beside the numbers.
    private static string Heading(DataColumn column) => column.Unit == "dB" ? $"{column.Name} dB" : column.Name;

    private static string Number(double value, string unit) => (value, unit) switch
    {
        (double.NaN, _) => "",
        (double.PositiveInfinity, _) => "no error",
        (_, "s") => Words.Time(value),
        (_, "B") => Words.Bytes(value),
        (_, "J") => Words.Energy(value),
        (_, "dB") => value.ToString("0.0", CultureInfo.InvariantCulture),
        (_, "x") => Words.Times(value),
        (0, _) => "0",
        _ when Math.Abs(value) is < LeastPlain or >= LargestPlain => value.ToString("0.00e+0", CultureInfo.InvariantCulture),
        _ when Math.Abs(value) < 1 => value.ToString("G4", CultureInfo.InvariantCulture),
        _ => value.ToString("G6", CultureInfo.InvariantCulture),
    };
}
