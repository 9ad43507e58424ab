using System.Globalization;

namespace Simulator.Hardware.Tests.Gpus;

/// <summary>A row of the datasheet facts, by column name.</summary>
internal sealed record DatasheetRow(IReadOnlyDictionary<string, string> Cells)
{
    internal string Gpu => Cells["gpu"];

    internal double? Number(string column)
    {
        var text = Cells[column].Split(' ')[0];
        return text.Length == 0 ? null : double.Parse(text, CultureInfo.InvariantCulture);
    }

    internal static IReadOnlyList<DatasheetRow> ReadAll()
    {
        var lines = File.ReadAllLines(Path.Combine(RepositoryPaths.Shared, "specs", "gpus.csv"));
        var columns = lines[0].Split(',');
        return [.. lines.Skip(1).Select(line => line.Split(','))
            .Select(cells => new DatasheetRow(columns.Zip(cells).ToDictionary(pair => pair.First, pair => pair.Second)))];
    }
}
