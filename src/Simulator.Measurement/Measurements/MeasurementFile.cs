using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Measurements;

/// <summary>
/// Reads measurements as CSV: <c>gpu,op,precision,shape,latency_us</c> and, where known, <c>latency_median_us,stacks,power_w</c>, <c>stack</c> (whose kernels
/// ran: <c>library</c>, <c>ilgpu</c>, <c>managed</c>) and <c>cache</c> (<c>warm</c>, <c>cold</c>); further columns are kept. Without <c>stack</c> and
/// <c>cache</c>, rows are of a library's kernels, repeated inside a replayed graph.
/// </summary>
public static class MeasurementFile
{
    private const double Microsecond = 1e-6;
    private static readonly ImmutableArray<string> Required = ["gpu", "op", "precision", "shape", "latency_us"];
    private static readonly ImmutableArray<string> Optional = ["latency_median_us", "stacks", "power_w", "stack", "cache"];

    /// <summary>Reads files, and the <c>*.csv</c> of directories in the order of their names.</summary>
    /// <param name="paths">Files and directories.</param>
    /// <param name="conventions">What rows leave unsaid.</param>
    /// <returns>The rows.</returns>
    /// <exception cref="InputException">A path does not exist, a directory holds no CSV file, or a file is no measurement CSV.</exception>
    public static MeasurementSet Read(IEnumerable<string> paths, MeasurementConventions conventions)
    {
        var files = paths.SelectMany(Files).ToArray();
        var parts = new MeasurementSet[files.Length];
        var refusals = new InputException?[files.Length];
        Parallel.For(0, files.Length, i =>
        {
            try
            {
                parts[i] = ReadOne(files[i], conventions);
            }
            catch (InputException refusal)
            {
                refusals[i] = refusal;
            }
        });
        if (refusals.FirstOrDefault(r => r is not null) is { } first)
        {
            throw first;
        }

        return parts.Aggregate(new MeasurementSet([], []), (all, part) => all.With(part));
    }

    /// <summary>The files that paths stand for.</summary>
    /// <param name="path">A file, or a directory.</param>
    /// <returns>The file, or the directory's <c>*.csv</c>.</returns>
    /// <exception cref="InputException">There is no such path, or the directory holds no CSV file.</exception>
    public static IReadOnlyList<string> Files(string path)
    {
        if (!Directory.Exists(path))
        {
            return File.Exists(path) ? [path] : throw new InputException("no such file or directory; accepted: a measurement CSV or a directory of them", path);
        }

        string[] found = [.. Directory.EnumerateFiles(path, "*.csv").Order(StringComparer.Ordinal)];
        return found.Length > 0 ? found : throw new InputException("the directory holds no *.csv", path);
    }

    private static MeasurementSet ReadOne(string path, MeasurementConventions conventions)
    {
        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new InputException($"the file is empty; a header {string.Join(',', Required)} is expected", path);
        }

        var header = csv.HeaderRecord!;
        if (Required.FirstOrDefault(c => !header.Contains(c)) is { } missing)
        {
            throw new InputException($"the column is missing; a header {string.Join(',', Required)} is expected", path, 1, missing);
        }

        var columns = new Columns(header);
        var rows = ImmutableArray.CreateBuilder<Measurement>();
        var rejections = ImmutableArray.CreateBuilder<Rejection>();
        while (csv.Read())
        {
            try
            {
                rows.Add(columns.Row(csv, path, conventions));
            }
            catch (InputException error)
            {
                rejections.Add(new Rejection(path, csv.Parser.RawRow, error.Message));
            }
        }

        return new MeasurementSet(rows.DrainToImmutable(), rejections.DrainToImmutable());
    }

    private static readonly Dictionary<string, L2State> CacheNames = new() { ["warm"] = L2State.Warm, ["cold"] = L2State.Cold };
    private static readonly Dictionary<string, StackKind> StackNames = Enum.GetValues<StackKind>().ToDictionary(s => EnumNames.Of(s));

    private sealed class Columns
    {
        private readonly int gpu, op, precision, shape, latency, median, stacks, power, stack, cache;
        private readonly (string Name, int Index)[] extra;
        private string lastPrecision = "";

        public Columns(string[] header)
        {
            (gpu, op, precision, shape) = (At("gpu"), At("op"), At("precision"), At("shape"));
            (latency, median, stacks, power) = (At("latency_us"), At("latency_median_us"), At("stacks"), At("power_w"));
            (stack, cache) = (At("stack"), At("cache"));
            extra = [.. header.Select((name, index) => (name, index)).Where(c => !Required.Contains(c.name) && !Optional.Contains(c.name))];
            int At(string name) => Array.IndexOf(header, name);
        }

        public Measurement Row(CsvReader csv, string path, MeasurementConventions conventions)
        {
            var seconds = Number(csv, latency, "latency_us") is { } us ? us * Microsecond : throw new InputException("no value", key: "latency_us");
            var format = csv.GetField(precision) ?? "";
            lastPrecision = format == lastPrecision ? lastPrecision : string.Intern(format);
            var operation = conventions.Complete(OperatorVocabulary.Parse(csv.GetField(op) ?? "", lastPrecision, csv.GetField(shape) ?? ""));
            return new Measurement(
                string.Intern(csv.GetField(gpu) ?? ""), operation, seconds, Number(csv, median, "latency_median_us") * Microsecond,
                (int?)Number(csv, stacks, "stacks"), Number(csv, power, "power_w"), path, csv.Parser.RawRow,
                extra.Length == 0 ? [] : [.. extra.Select(e => KeyValuePair.Create(e.Name, csv.GetField(e.Index) ?? ""))])
            {
                Context = stack < 0 && cache < 0
                    ? PricingContext.Benchmark
                    : new PricingContext(Named(csv, cache, "cache", L2State.Warm, CacheNames), false, Named(csv, stack, "stack", StackKind.Library, StackNames)),
            };
        }

        private static T Named<T>(CsvReader csv, int index, string key, T absent, Dictionary<string, T> names)
        {
            if (index < 0 || csv.GetField(index) is not { Length: > 0 } text)
            {
                return absent;
            }

            return names.TryGetValue(text, out var value) ? value : throw new InputException($"'{text}' is not accepted; {NearestNames.Hint(text, names.Keys)}", key: key);
        }

        private static double? Number(CsvReader csv, int index, string key)
        {
            if (index < 0 || csv.GetField(index) is not { Length: > 0 } text)
            {
                return null;
            }

            return double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value > 0 && double.IsFinite(value)
                ? value
                : throw new InputException($"'{text}' is not accepted; accepted: a number above 0", key: key);
        }
    }
}
