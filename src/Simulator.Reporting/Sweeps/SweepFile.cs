using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Exploration.Results;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Sweeps;

/// <summary>Reads <c>points.csv</c> of a results folder.</summary>
public static class SweepFile
{
    /// <summary>Reads the points.</summary>
    /// <param name="path">The file.</param>
    /// <param name="columns">What the manifest says of its columns.</param>
    /// <param name="points">How many points the manifest says it holds; 0 where it does not.</param>
    /// <returns>The points.</returns>
    /// <exception cref="InputException">It cannot be read, or is not what the manifest says; the message says so in one line.</exception>
    public static SweepPoints Read(string path, ImmutableArray<PointColumn> columns, long points)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                throw new InputException("is empty; accepted: the points of a sweep", path);
            }

            var header = csv.HeaderRecord!;
            if (columns.FirstOrDefault(c => !header.Contains(c.Name)) is { } missing)
            {
                throw new InputException($"has no column '{missing.Name}', which the manifest names", path, 1);
            }

            var at = columns.Select(c => Array.IndexOf(header, c.Name)).ToArray();
            var numbers = columns.Select(c => c.IsNumber ? new List<double>() : null).ToArray();
            var texts = columns.Select(c => c.IsNumber ? null : new List<string>()).ToArray();
            while (csv.Read())
            {
                Line(csv, path, columns, at, numbers, texts);
            }

            var table = new DataTable([.. columns.Select((c, i) => c.IsNumber ? DataColumn.Of(c.Name, c.Unit, numbers[i]!)
                : DataColumn.Of(c.Name, texts[i]!))]);
            return table.Rows == points || points == 0
                ? table.Rows > 0 ? new SweepPoints(columns, table) : throw new InputException("holds no point", path)
                : throw new InputException($"holds {table.Rows} points, the manifest says {points}: the run was not finished, or the file was changed", path);
        }
        catch (CsvHelperException fault)
        {
            throw new InputException("is no CSV", path, csv.Parser.RawRow, inner: fault);
        }
    }

    private static void Line(CsvReader csv, string path, ImmutableArray<PointColumn> columns, int[] at, List<double>?[] numbers, List<string>?[] texts)
    {
        if (csv.Parser.Count <= at.Max())
        {
            throw new InputException($"holds {csv.Parser.Count} fields; accepted: {csv.HeaderRecord!.Length}", path, csv.Parser.RawRow);
        }

        for (var c = 0; c < columns.Length; c++)
        {
            var text = csv.Parser[at[c]];
            if (numbers[c] is not { } list)
            {
                texts[c]!.Add(text);
            }
            else if (text.Length == 0)
            {
                list.Add(double.NaN);
            }
            else if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            {
                list.Add(value);
            }
            else
            {
                throw new InputException($"'{text}' is no number", path, csv.Parser.RawRow, columns[c].Name);
            }
        }
    }
}
