using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Errors;

namespace Simulator.Systems.Serving.Validation;

/// <summary>
/// Reads measured runs as CSV: <c>gpu,model,precision,stack,input_tokens,output_tokens,concurrency,tp,attention_dp,moe_tp,moe_ep,ttft_ms,tpot_ms</c>; further
/// columns are passed over. An empty degree of parallelism is 1.
/// </summary>
public static class MeasuredServingFile
{
    private static readonly ImmutableArray<string> Columns =
    [
        "gpu", "model", "precision", "stack", "input_tokens", "output_tokens", "concurrency", "tp", "attention_dp", "moe_tp", "moe_ep", "ttft_ms", "tpot_ms",
    ];

    /// <summary>Reads the runs.</summary>
    /// <param name="path">The file.</param>
    /// <returns>At least one run.</returns>
    /// <exception cref="InputException">The file is missing, empty or malformed; the message names file, line and column.</exception>
    public static ImmutableArray<MeasuredServing> Read(string path)
    {
        if (!File.Exists(path))
        {
            throw new InputException("no such file; accepted: a CSV of measured serving runs", path);
        }

        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new InputException($"the file is empty; a header {string.Join(',', Columns)} is expected", path);
        }

        if (Columns.FirstOrDefault(c => !csv.HeaderRecord!.Contains(c)) is { } missing)
        {
            throw new InputException($"the column is missing; a header {string.Join(',', Columns)} is expected", path, 1, missing);
        }

        var rows = ImmutableArray.CreateBuilder<MeasuredServing>();
        while (csv.Read())
        {
            rows.Add(Row(csv, path));
        }

        return rows.Count > 0 ? rows.ToImmutable() : throw new InputException("no rows after the header; at least one is expected", path, 2);
    }

    private static MeasuredServing Row(CsvReader csv, string path)
    {
        return new MeasuredServing
        {
            Gpu = Text("gpu"),
            Model = Text("model"),
            Precision = Text("precision"),
            Stack = Text("stack"),
            StackVersion = csv.HeaderRecord!.Contains("stack_version") ? Text("stack_version") : "",
            Day = csv.HeaderRecord!.Contains("measured") ? Text("measured") : "",
            InputTokens = Whole("input_tokens"),
            OutputTokens = Whole("output_tokens"),
            Concurrency = Whole("concurrency"),
            Tp = Whole("tp"),
            AttentionDp = Whole("attention_dp"),
            MoeTp = Whole("moe_tp"),
            MoeEp = Whole("moe_ep"),
            TtftSeconds = Number("ttft_ms") / 1000,
            TpotSeconds = Number("tpot_ms") / 1000,
            Line = csv.Parser.RawRow,
        };

        string Text(string column) => csv.GetField(column) ?? "";

        int Whole(string column) => Text(column).Length == 0 ? 1
            : Number(column) is var value && value >= 1 && value <= 1e9 && value == Math.Floor(value)
            ? (int)value
            : throw new InputException($"'{Text(column)}' is not accepted; accepted: a whole number from 1", path, csv.Parser.RawRow, column);

        double Number(string column) => double.TryParse(Text(column), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value is > 0 and < 1e12
            ? value
            : throw new InputException($"'{Text(column)}' is not accepted; accepted: a number above 0", path, csv.Parser.RawRow, column);
    }
}
