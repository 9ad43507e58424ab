using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Errors;
using Simulator.Reporting.Figures;

namespace Simulator.Reporting.Serving;

/// <summary>Reads what <c>gpusim serve</c> keeps: one run with its quantities over time and distributions, or several loads.</summary>
public static class ServingFile
{
    /// <summary>The results in a results folder.</summary>
    public const string FileName = "serving.json";

    /// <summary>Quantities over time, of one run.</summary>
    public const string SeriesName = "series.csv";

    /// <summary>Distributions of latencies, of one run.</summary>
    public const string LatencyName = "latency.csv";

    /// <summary>Several loads, a line each.</summary>
    public const string CurveName = "curve.csv";

    /// <summary>The time line of one run, where it was asked for.</summary>
    public const string TimelineName = "timeline.json";

    private const string Accepted = "accepted: what 'gpusim serve --name NAME' keeps";

    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        RespectNullableAnnotations = true,
    };

    /// <summary>Reads the results.</summary>
    /// <param name="path">The file.</param>
    /// <returns>One run, or several loads.</returns>
    /// <exception cref="InputException">It cannot be read, or holds no run; the message says so in one line.</exception>
    public static ImmutableArray<ServingDocument> Read(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            var runs = text.AsSpan().TrimStart() is ['[', ..]
                ? JsonSerializer.Deserialize<ImmutableArray<ServingDocument>>(text, Options)
                : [JsonSerializer.Deserialize<ServingDocument>(text, Options) ?? throw new JsonException("null is no run")];
            return runs.IsDefaultOrEmpty || runs.Contains(null!) ? throw new InputException($"holds no run; {Accepted}", path) : runs;
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            var what = fault.Message.Split(" Path: ")[0];
            throw new InputException($"is no serving run: {what}; {Accepted}", path, (int?)(fault as JsonException)?.LineNumber + 1, inner: fault);
        }
    }

    /// <summary>Reads a table of numbers, with text in the columns that are named.</summary>
    /// <param name="path">The file.</param>
    /// <param name="texts">Columns of text.</param>
    /// <param name="numbers">Columns of numbers.</param>
    /// <returns>The columns, texts first; empty cells are NaN.</returns>
    /// <exception cref="InputException">It cannot be read, or lacks a column; the message says so in one line.</exception>
    public static DataTable ReadTable(string path, IReadOnlyList<string> texts, IReadOnlyList<string> numbers)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                throw new InputException($"is empty; {Accepted}", path);
            }

            if (texts.Concat(numbers).FirstOrDefault(n => !csv.HeaderRecord!.Contains(n)) is { } missing)
            {
                throw new InputException($"has no column '{missing}'; {Accepted}", path, 1);
            }

            var words = texts.Select(_ => new List<string>()).ToArray();
            var values = numbers.Select(_ => new List<double>()).ToArray();
            while (csv.Read())
            {
                for (var i = 0; i < texts.Count; i++)
                {
                    words[i].Add(csv.GetField(texts[i]) ?? "");
                }

                for (var i = 0; i < numbers.Count; i++)
                {
                    values[i].Add(Number(csv, numbers[i], path));
                }
            }

            return new DataTable([.. texts.Select((t, i) => DataColumn.Of(t, words[i])), .. numbers.Select((n, i) => DataColumn.Of(n, "", values[i]))]);
        }
        catch (CsvHelperException fault)
        {
            throw new InputException($"is no CSV; {Accepted}", path, csv.Parser.RawRow, inner: fault);
        }
    }

    private static double Number(CsvReader csv, string column, string path)
    {
        var text = csv.GetField(column) ?? "";
        return text.Length == 0 ? double.NaN
            : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value
            : throw new InputException($"'{text}' is no number", path, csv.Parser.RawRow, column);
    }
}
