using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Reads recorded requests as CSV with the columns <c>arrival_s,input_tokens,output_tokens</c>, in the order of their times.</summary>
public static class ArrivalFile
{
    private static readonly ImmutableArray<string> Columns = ["arrival_s", "input_tokens", "output_tokens"];

    /// <summary>Reads the requests.</summary>
    /// <param name="path">The file.</param>
    /// <returns>At least one request.</returns>
    /// <exception cref="InputException">The file is missing or empty, a column is unknown or missing, times run backwards, or a value is no length.</exception>
    public static ImmutableArray<Arrival> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException("no such file; accepted: a CSV of requests", path);
        }

        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        try
        {
            return Read(csv, path);
        }
        catch (CsvHelperException error)
        {
            throw new InputException("not a CSV file; quoted fields must be closed", path, csv.Parser.RawRow, inner: error);
        }
    }

    private static ImmutableArray<Arrival> Read(CsvReader csv, string path)
    {
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new InputException($"the file is empty; a header {string.Join(',', Columns)} is expected", path);
        }

        var header = csv.HeaderRecord!;
        if (header.FirstOrDefault(h => !Columns.Contains(h)) is { } unknown)
        {
            throw new InputException($"unknown column '{unknown}'; {NearestNames.Hint(unknown, Columns)}", path, 1);
        }

        if (Columns.FirstOrDefault(c => !header.Contains(c)) is { } missing)
        {
            throw new InputException($"the column is missing; a header {string.Join(',', Columns)} is expected", path, 1, missing);
        }

        var rows = ImmutableArray.CreateBuilder<Arrival>();
        while (csv.Read())
        {
            var seconds = Seconds(csv, path);
            if (rows.Count > 0 && seconds < rows[^1].Seconds)
            {
                var problem = FormattableString.Invariant($"{seconds} is earlier than the row before ({rows[^1].Seconds}); accepted: times in order");
                throw new InputException(problem, path, csv.Parser.RawRow, Columns[0]);
            }

            rows.Add(new Arrival(seconds, new RequestShape(Tokens(csv, path, Columns[1]), Tokens(csv, path, Columns[2]))));
        }

        return rows.Count > 0 ? rows.ToImmutable() : throw new InputException("no rows after the header; at least one is expected", path, 2);
    }

    private static double Seconds(CsvReader csv, string path)
    {
        var text = csv.GetField(Columns[0]) ?? "";
        return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is >= 0 and <= 1e9
            ? value
            : throw new InputException($"'{text}' is not accepted; accepted: seconds from 0 to 1e9", path, csv.Parser.RawRow, Columns[0]);
    }

    private static int Tokens(CsvReader csv, string path, string column)
    {
        var text = csv.GetField(column) ?? "";
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1
            ? value
            : throw new InputException($"'{text}' is not accepted; accepted: a whole number from 1", path, csv.Parser.RawRow, column);
    }
}
