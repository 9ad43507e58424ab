using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Workloads.Operators;

namespace Simulator.Workloads.Traces;

/// <summary>Reads and writes traces as CSV (RFC 4180) with the columns <c>name,op,precision,shape,repeat,stream</c>.</summary>
public static class TraceFile
{
    private const long LargestFile = 64L << 20;
    private const int LargestRepeat = 100_000_000;
    private static readonly ImmutableArray<string> Columns = ["name", "op", "precision", "shape", "repeat", "stream"];
    private static readonly ImmutableArray<string> Required = ["name", "op", "precision", "shape"];

    /// <summary>Reads a trace. Columns come in any order; <c>repeat</c> (default 1) and <c>stream</c> (default 0) may be missing.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The trace, with at least one row.</returns>
    /// <exception cref="InputException">The file is missing, over 64 MiB, not UTF-8, or malformed; the message names file, line and column.</exception>
    public static Trace Read(string path)
    {
        using var reader = new StringReader(Load(path));
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

    /// <summary>Writes a trace; what is read back equals it.</summary>
    /// <param name="trace">The trace.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(Trace trace, TextWriter writer)
    {
        using var csv = new CsvWriter(writer, new CsvConfiguration(CultureInfo.InvariantCulture) { NewLine = "\n" }, leaveOpen: true);
        foreach (var column in Columns)
            csv.WriteField(column);
        csv.NextRecord();
        foreach (var row in trace.Rows)
        {
            foreach (var field in (string[])[row.Name, row.Operator.Op, row.Operator.PrecisionName, row.Operator.Shape])
                csv.WriteField(field);
            csv.WriteField(row.Repeat);
            csv.WriteField(row.Stream);
            csv.NextRecord();
        }
    }

    private static Trace Read(CsvReader csv, string path)
    {
        if (!csv.Read())
            throw new InputException($"the file is empty; a header {string.Join(',', Columns)} is expected", path);
        csv.ReadHeader();
        CheckHeader(csv.HeaderRecord ?? [], path);
        var rows = ImmutableArray.CreateBuilder<TraceRow>();
        while (csv.Read())
            rows.Add(ReadRow(csv, path));
        return rows.Count > 0 ? new Trace(rows.ToImmutable()) : throw new InputException("no rows after the header; at least one is expected", path, 2);
    }

    private static void CheckHeader(string[] header, string path)
    {
        if (header.FirstOrDefault(h => !Columns.Contains(h)) is { } unknown)
            throw new InputException($"unknown column '{unknown}'; {NearestNames.Hint(unknown, Columns)}", path, 1);
        if (Required.FirstOrDefault(c => !header.Contains(c)) is { } missing)
            throw new InputException($"the column is missing; a header {string.Join(',', Columns)} is expected", path, 1, missing);
        if (header.GroupBy(h => h).FirstOrDefault(g => g.Count() > 1) is { } twice)
            throw new InputException("the column is given twice", path, 1, twice.Key);
    }

    private static TraceRow ReadRow(CsvReader csv, string path)
    {
        var line = csv.Parser.RawRow;
        if (csv.Parser.Count != csv.HeaderRecord!.Length)
            throw new InputException($"{csv.Parser.Count} fields where the header has {csv.HeaderRecord.Length}", path, line);
        try
        {
            var op = OperatorVocabulary.Parse(Text("op"), Text("precision"), Text("shape"));
            return new TraceRow(Text("name"), op, Whole("repeat", 1, LargestRepeat), Whole("stream", 0, 1000));
        }
        catch (InputException error) when (error.File is null)
        {
            throw new InputException(error.Problem, path, line, error.Key, error);
        }

        string Text(string column) => csv.GetField(column) ?? "";

        int Whole(string column, int minimum, int maximum)
        {
            if (!csv.HeaderRecord.Contains(column))
                return minimum;
            var text = Text(column);
            return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= minimum && value <= maximum
                ? value
                : throw new InputException($"'{text}' is out of range; accepted: a whole number from {minimum} to {maximum}", key: column);
        }
    }

    private static string Load(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > LargestFile)
                throw new InputException($"the file has {length} bytes; a trace of at most 64 MiB is expected", path);
            return File.ReadAllText(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true));
        }
        catch (DecoderFallbackException error)
        {
            throw new InputException("not UTF-8 text; a CSV file is expected", path, inner: error);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            var problem = error is FileNotFoundException or DirectoryNotFoundException ? "no such file" : $"cannot be read: {error.Message}";
            throw new InputException(problem, path, inner: error);
        }
    }
}
