using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Systems.Serving.Arrivals.Traces;

/// <summary>A CSV file whose columns are known by name and may come in any order.</summary>
internal sealed class CsvTrace : IDisposable
{
    private readonly CsvReader csv;
    private readonly string path;

    private CsvTrace(CsvReader csv, string path) => (this.csv, this.path) = (csv, path);

    /// <summary>The line of the row that is read, from 1.</summary>
    internal int Line => csv.Parser.RawRow;

    /// <summary>Opens a file and checks its header.</summary>
    internal static CsvTrace Open(TextReader reader, string path, ImmutableArray<string> required, ImmutableArray<string> optional)
    {
        var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        var trace = new CsvTrace(csv, path);
        var header = trace.Next() && csv.ReadHeader() ? csv.HeaderRecord! : [];
        if (header.FirstOrDefault(h => !required.Contains(h) && !optional.Contains(h)) is { } unknown)
        {
            throw new InputException($"unknown column '{unknown}'; {NearestNames.Hint(unknown, [.. required, .. optional])}", path, 1);
        }

        if (required.FirstOrDefault(c => !header.Contains(c)) is { } missing)
        {
            throw new InputException($"the column is missing; a header {string.Join(',', required)} is expected", path, 1, missing);
        }

        return header.Distinct(StringComparer.Ordinal).Count() == header.Length
            ? trace
            : throw new InputException($"a column occurs twice; a header {string.Join(',', required)} is expected", path, 1);
    }

    /// <inheritdoc/>
    public void Dispose() => csv.Dispose();

    /// <summary>Goes on to the next row; false at the end.</summary>
    internal bool Next()
    {
        try
        {
            return csv.Read();
        }
        catch (CsvHelperException error)
        {
            throw new InputException("not a CSV file; quoted fields must be closed", path, Line, inner: error);
        }
    }

    /// <summary>The text of a column; empty where the row or the file has none.</summary>
    internal string Text(string column) => csv.TryGetField<string>(column, out var text) ? text ?? "" : "";

    /// <summary>A whole number.</summary>
    internal long Whole(string column) =>
        long.TryParse(Text(column), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value)
            ? value
            : throw Refused(column, "a whole number from 1");

    /// <summary>The error of a value that is not accepted.</summary>
    internal InputException Refused(string column, string accepted) =>
        new($"'{Text(column)}' is not accepted; accepted: {accepted}", path, Line, column);
}
