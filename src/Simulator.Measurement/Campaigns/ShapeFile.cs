using System.Collections.Immutable;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Campaigns;

/// <summary>
/// Reads what is to be measured: any CSV with the columns <c>op,precision,shape</c> and, where wanted, <c>cache</c> (<c>warm</c>, <c>cold</c>): a list of
/// shapes, a trace, or another campaign's measurements.
/// </summary>
public static class ShapeFile
{
    private static readonly ImmutableArray<string> Required = ["op", "precision", "shape"];
    private static readonly Dictionary<string, CacheState> Caches = Enum.GetValues<CacheState>().ToDictionary(c => EnumNames.Of(c));

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="cache">The state of the caches for rows that do not say.</param>
    /// <returns>The kernels in the file's order, each once.</returns>
    /// <exception cref="InputException">The file is missing, has other columns, or a row that cannot be read; the message names the line.</exception>
    public static ImmutableArray<PlannedKernel> Read(string path, CacheState cache)
    {
        if (!File.Exists(path))
        {
            throw new InputException("no such file; accepted: a CSV with the columns op,precision,shape", path);
        }

        using var reader = new StreamReader(path);
        using var csv = new CsvReader(reader, new CsvConfiguration(CultureInfo.InvariantCulture) { BadDataFound = null, MissingFieldFound = null });
        if (!csv.Read() || !csv.ReadHeader())
        {
            throw new InputException($"the file is empty; a header {string.Join(',', Required)} is expected", path);
        }

        if (Required.FirstOrDefault(c => !csv.HeaderRecord!.Contains(c)) is { } missing)
        {
            throw new InputException($"the column is missing; a header {string.Join(',', Required)} is expected", path, 1, missing);
        }

        var kernels = new OrderedDictionary<string, PlannedKernel>(StringComparer.Ordinal);
        while (csv.Read())
        {
            try
            {
                var kernel = new PlannedKernel(OperatorVocabulary.Parse(csv["op"] ?? "", csv["precision"] ?? "", csv["shape"] ?? ""), CacheOf(csv, cache));
                kernels.TryAdd(kernel.Key, kernel);
            }
            catch (InputException error)
            {
                throw new InputException(error.Problem, path, csv.Parser.RawRow, error.Key, inner: error);
            }
        }

        return kernels.Count > 0 ? [.. kernels.Values] : throw new InputException("the file has no rows", path);
    }

    private static CacheState CacheOf(CsvReader csv, CacheState cache)
    {
        if (!csv.HeaderRecord!.Contains("cache") || csv["cache"] is not { Length: > 0 } text)
        {
            return cache;
        }

        return Caches.TryGetValue(text, out var value) ? value : throw new InputException($"'{text}' is not accepted; {NearestNames.Hint(text, Caches.Keys)}", key: "cache");
    }
}
