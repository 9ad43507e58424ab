using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Errors;

namespace Simulator.Reporting.Validations;

/// <summary>Reads what <c>gpusim validate --csv</c> writes.</summary>
public static class ValidationFile
{
    /// <summary>The name in a results folder.</summary>
    public const string FileName = "validation.csv";

    private const double Microsecond = 1e-6;
    private static readonly string[] Needed = ["gpu", "op", "precision", "shape", "latency_us", "predicted_us"];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The rows, at least one.</returns>
    /// <exception cref="InputException">It cannot be read, or a line is none of this layout; the message says so in one line.</exception>
    public static ImmutableArray<ValidationRow> Read(string path)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null });
        try
        {
            if (!csv.Read() || !csv.ReadHeader())
            {
                throw new InputException("is empty; accepted: what 'gpusim validate --csv' writes", path);
            }

            if (Needed.FirstOrDefault(n => !csv.HeaderRecord!.Contains(n)) is { } missing)
            {
                throw new InputException($"has no column '{missing}'; accepted: what 'gpusim validate --csv' writes", path, 1);
            }

            var at = Needed.Concat(["low_us", "high_us", "roofline_us", "bound"]).ToDictionary(n => n, n => csv.GetFieldIndex(n, isTryGet: true));
            var rows = ImmutableArray.CreateBuilder<ValidationRow>();
            while (csv.Read())
            {
                rows.Add(Row(csv, at, path));
            }

            return rows.Count > 0 ? rows.ToImmutable() : throw new InputException("holds no row; accepted: what 'gpusim validate --csv' writes", path);
        }
        catch (CsvHelperException fault)
        {
            throw new InputException("is no CSV as 'gpusim validate --csv' writes it", path, csv.Parser.RawRow, inner: fault);
        }
    }

    private static ValidationRow Row(CsvReader csv, Dictionary<string, int> at, string path)
    {
        return new ValidationRow(
            Text("gpu"), Text("op"), Text("precision"), Text("shape"), Time("latency_us", true), Time("predicted_us", true), Time("low_us", false),
            Time("high_us", false), Time("roofline_us", false), Text("bound"));

        string Text(string name) => at[name] >= 0 && csv.TryGetField<string>(at[name], out var text) ? text ?? "" : "";

        double Time(string name, bool needed)
        {
            var text = Text(name);
            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
                && (value > 0 || (!needed && value == 0))
                ? value * Microsecond
                : needed || text.Length > 0
                    ? throw new InputException($"'{text}' is no time; accepted: microseconds above 0", path, csv.Parser.RawRow, name)
                    : double.NaN;
        }
    }
}
