using Simulator.Measurement.Numerics;
using Simulator.Measurement.Precision;
using Simulator.Reporting.Charts;
using Simulator.Reporting.Figures;

namespace Simulator.Cli.Rendering;

/// <summary>The results of precision experiments as tables: one for the terminal, CSV, JSON and figures.</summary>
internal static class PrecisionTables
{
    /// <summary>Every format.</summary>
    public static DataTable Formats()
    {
        var all = QuantisationFormats.All;
        return new DataTable(
        [
            DataColumn.Of("format", all.Select(f => f.Name)),
            DataColumn.Of("element", all.Select(f => f.Element.Name)),
            Numbers("bits", f => f.Storage.ElementBits),
            Numbers("significant bits", f => f.Element.SignificantBits),
            Numbers("epsilon", f => f.Element.Epsilon),
            Numbers("largest", f => f.Element.Maximum),
            Numbers("smallest normal", f => f.Element.SmallestNormal),
            Numbers("smallest", f => f.Element.SmallestSubnormal),
            DataColumn.Of("range", "dB", all.Select(f => f.Element.RangeDecibel)),
            DataColumn.Of("special values", all.Select(f => Specials(f.Element.Specials))),
            DataColumn.Of("scale", all.Select(f => f.ScaleWords)),
            Numbers("bytes with scales", f => f.BytesPerElement(f.NaturalScales, RowLength, RowLength)),
        ]);

        DataColumn Numbers(string name, Func<QuantisationFormat, double> value) => DataColumn.Of(name, "", all.Select(value));
    }

    /// <summary>A row of 4096 elements, for scales that a whole row shares.</summary>
    private const double RowLength = 4096;

    /// <summary>Errors and prices of a product.</summary>
    public static DataTable Gemm(IReadOnlyList<PrecisionGemmRow> rows) => new(
    [
        DataColumn.Of("format", rows.Select(r => r.Format.Name)),
        DataColumn.Of("sums", rows.Select(r => r.Sums)),
        .. Errors(rows.Select(r => r.Error).ToArray()),
        DataColumn.Of("bytes per weight", "", rows.Select(r => r.BytesPerWeight)),
        .. Prices(rows.Select(r => r.Price).ToArray()),
    ]);

    /// <summary>Errors and prices of attention over a cache.</summary>
    public static DataTable Kv(IReadOnlyList<PrecisionKvRow> rows) => new(
    [
        DataColumn.Of("context", "", rows.Select(r => (double)r.Context)),
        DataColumn.Of("cache", rows.Select(r => r.Cache.Name)),
        DataColumn.Of("scales", rows.Select(r => r.Scaling.Name)),
        .. Errors(rows.Select(r => r.Error).ToArray()),
        DataColumn.Of("cache memory", "B", rows.Select(r => r.CacheBytes)),
        .. Prices(rows.Select(r => r.Price).ToArray()),
    ]);

    /// <summary>The points of the figure of a product; formats keep their name alone where they are summed in the usual way.</summary>
    public static IReadOnlyList<PrecisionPoint> Points(IReadOnlyList<PrecisionGemmRow> rows)
    {
        var seen = new HashSet<(string Gpu, string Format)>();
        return [.. rows.Select((r, i) => (Row: r, Index: i)).Where(p => p.Row.Price is not null).Select(p => new PrecisionPoint(
            p.Row.Price!.Gpu, seen.Add((p.Row.Price.Gpu, p.Row.Format.Name)) ? p.Row.Format.Name : $"{p.Row.Format.Name} {p.Row.Sums}", p.Row.Price.SpeedUp,
            p.Row.Error.RelativeError, p.Index))];
    }

    private static DataColumn[] Errors(QuantisationError[] errors) =>
    [
        DataColumn.Of("SQNR", "dB", errors.Select(e => e.SqnrDecibel)),
        DataColumn.Of("relative error", "", errors.Select(e => e.RelativeError)),
        DataColumn.Of("bias", "", errors.Select(e => e.Bias)),
        DataColumn.Of("mean error", "", errors.Select(e => e.MeanError)),
        DataColumn.Of("largest error", "", errors.Select(e => e.LargestError)),
    ];

    private static DataColumn[] Prices(KernelPrice?[] prices) =>
    [
        DataColumn.Of("gpu", prices.Select(p => p?.Gpu ?? "")),
        DataColumn.Of("runs as", prices.Select(p => p?.Instruction.Name ?? "")),
        DataColumn.Of("time", "s", prices.Select(p => p?.Seconds ?? double.NaN)),
        DataColumn.Of("speed-up", "x", prices.Select(p => p?.SpeedUp ?? double.NaN)),
        DataColumn.Of("memory traffic", "B", prices.Select(p => p?.MemoryBytes ?? double.NaN)),
        DataColumn.Of("energy", "J", prices.Select(p => p?.Joules ?? double.NaN)),
    ];

    private static string Specials(SpecialValues values) => values switch
    {
        SpecialValues.None => "none",
        SpecialValues.NaN => "NaN",
        SpecialValues.InfinityAndNaN => "infinity, NaN",
        _ => "-2^(bits-1) unused",
    };
}
