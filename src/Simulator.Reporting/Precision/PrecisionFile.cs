using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Errors;

namespace Simulator.Reporting.Precision;

/// <summary>Reads what <c>gpusim precision gemm --csv</c> and <c>precision kv --csv</c> write.</summary>
public static class PrecisionFile
{
    /// <summary>The name in a results folder.</summary>
    public const string FileName = "precision.csv";

    private const string Accepted = "accepted: what 'gpusim precision gemm --csv' and 'kv --csv' write";

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The rows, at least one.</returns>
    /// <exception cref="InputException">It cannot be read, or a line is none of this layout; the message says so in one line.</exception>
    public static ImmutableArray<PrecisionResult> Read(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                throw new InputException($"is empty; {Accepted}", path);
            }

            var isCache = csv.HeaderRecord!.Contains("cache");
            string[] needed =
            [
                isCache ? "cache" : "format", isCache ? "scales" : "sums", "sqnr_db", "relative_error", "gpu", "time_seconds", "speed_up_x", "energy_joules",
            ];
            if (needed.FirstOrDefault(n => !csv.HeaderRecord!.Contains(n)) is { } missing)
            {
                throw new InputException($"has no column '{missing}'; {Accepted}", path, 1);
            }

            var rows = ImmutableArray.CreateBuilder<PrecisionResult>();
            while (csv.Read())
            {
                rows.Add(new PrecisionResult(
                    csv.GetField(needed[0])!, csv.GetField(needed[1])!, isCache ? Number("context") : double.NaN, Number("sqnr_db"), Number("relative_error"),
                    csv.GetField("gpu")!, Number("time_seconds"), Number("speed_up_x"), Number("energy_joules")));
            }

            return rows.Count > 0 ? rows.ToImmutable() : throw new InputException($"holds no row; {Accepted}", path);
        }
        catch (CsvHelperException fault)
        {
            throw new InputException($"is no such CSV; {Accepted}", path, csv.Parser.RawRow, inner: fault);
        }

        double Number(string name)
        {
            var text = csv.GetField(name)!;
            return text.Length == 0 ? double.NaN
                : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) ? value
                : throw new InputException($"'{text}' is no number; {Accepted}", path, csv.Parser.RawRow, name);
        }
    }
}
