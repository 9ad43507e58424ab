namespace Simulator.Hardware.Units;

/// <summary>The unit symbols of each dimension and the factor that takes each to the SI unit.</summary>
internal static class UnitTable
{
    private static readonly (string Prefix, double Factor)[] Decimal =
        [("", 1), ("k", 1e3), ("M", 1e6), ("G", 1e9), ("T", 1e12), ("P", 1e15), ("E", 1e18)];

    private static readonly (string Prefix, double Factor)[] Binary =
        [("Ki", 1024), ("Mi", 1048576), ("Gi", 1073741824), ("Ti", 1099511627776), ("Pi", 1125899906842624)];

    private static readonly Dictionary<Dimension, Dictionary<string, double>> Tables = new()
    {
        [Dimension.None] = [],
        [Dimension.Bytes] = Bytes(""),
        [Dimension.BytesPerSecond] = BytesPerSecond(),
        [Dimension.BytesPerClock] = Bytes("/clk"),
        [Dimension.OperationsPerSecond] = Prefixed(Decimal, "FLOP/s", "FLOPS", "OP/s", "OPS"),
        [Dimension.Hertz] = Prefixed(Decimal, "Hz"),
        [Dimension.Seconds] = new()
        {
            ["s"] = 1,
            ["ms"] = 1e-3,
            ["us"] = 1e-6,
            ["\u00b5s"] = 1e-6,
            ["\u03bcs"] = 1e-6,
            ["ns"] = 1e-9,
            ["ps"] = 1e-12,
            ["min"] = 60,
            ["h"] = 3600,
        },
        [Dimension.Watts] = new() { ["W"] = 1, ["mW"] = 1e-3, ["kW"] = 1e3, ["MW"] = 1e6, ["GW"] = 1e9 },
        [Dimension.SquareMetres] = new()
        {
            ["m2"] = 1,
            ["m\u00b2"] = 1,
            ["cm2"] = 1e-4,
            ["cm\u00b2"] = 1e-4,
            ["mm2"] = 1e-6,
            ["mm\u00b2"] = 1e-6,
            ["um2"] = 1e-12,
            ["\u00b5m\u00b2"] = 1e-12,
        },
        [Dimension.Metres] = new() { ["m"] = 1, ["cm"] = 1e-2, ["mm"] = 1e-3, ["um"] = 1e-6, ["nm"] = 1e-9 },
        [Dimension.Joules] = new()
        {
            ["J"] = 1,
            ["fJ"] = 1e-15,
            ["pJ"] = 1e-12,
            ["nJ"] = 1e-9,
            ["uJ"] = 1e-6,
            ["mJ"] = 1e-3,
            ["kJ"] = 1e3,
            ["MJ"] = 1e6,
        },
        [Dimension.WattsPerSquareMetre] = PerArea("W"),
        [Dimension.PerSquareMetre] = PerArea(""),
        [Dimension.Dollars] = new() { ["USD"] = 1, ["kUSD"] = 1e3, ["MUSD"] = 1e6 },
        [Dimension.DollarsPerSquareMetre] = PerArea("USD"),
    };

    /// <summary>Every symbol accepted for a dimension, with its factor to the SI unit.</summary>
    internal static IReadOnlyDictionary<string, double> Of(Dimension dimension) => Tables[dimension];

    /// <summary>The symbols that formatting chooses among, smallest first.</summary>
    internal static string[] Readable(Dimension dimension) => dimension switch
    {
        Dimension.Bytes => ["B", "kB", "MB", "GB", "TB", "PB", "EB"],
        Dimension.BytesPerSecond => ["B/s", "kB/s", "MB/s", "GB/s", "TB/s", "PB/s", "EB/s"],
        Dimension.BytesPerClock => ["B/clk"],
        Dimension.OperationsPerSecond => ["FLOP/s", "kFLOP/s", "MFLOP/s", "GFLOP/s", "TFLOP/s", "PFLOP/s", "EFLOP/s"],
        Dimension.Hertz => ["Hz", "kHz", "MHz", "GHz", "THz"],
        Dimension.Seconds => ["ps", "ns", "us", "ms", "s"],
        Dimension.Watts => ["mW", "W", "kW", "MW"],
        Dimension.SquareMetres => ["um2", "mm2", "m2"],
        Dimension.Metres => ["nm", "um", "mm", "m"],
        Dimension.Joules => ["fJ", "pJ", "nJ", "uJ", "mJ", "J", "kJ", "MJ"],
        Dimension.WattsPerSquareMetre => ["W/m2", "W/mm2"],
        Dimension.PerSquareMetre => ["/m2", "/cm2"],
        Dimension.Dollars => ["USD"],
        Dimension.DollarsPerSquareMetre => ["USD/m2", "USD/mm2"],
        _ => [""],
    };

    /// <summary>What a value of the dimension looks like, for messages and schemas.</summary>
    internal static string Example(Dimension dimension) => dimension switch
    {
        Dimension.Bytes => "50 MB",
        Dimension.BytesPerSecond => "3.35 TB/s",
        Dimension.BytesPerClock => "128 B/clk",
        Dimension.OperationsPerSecond => "989.4 TFLOP/s",
        Dimension.Hertz => "1.83 GHz",
        Dimension.Seconds => "560 ns",
        Dimension.Watts => "700 W",
        Dimension.SquareMetres => "814 mm2",
        Dimension.Metres => "300 mm",
        Dimension.Joules => "0.74 pJ",
        Dimension.WattsPerSquareMetre => "0.06 W/mm2",
        Dimension.PerSquareMetre => "0.1 /cm2",
        Dimension.Dollars => "17000 USD",
        Dimension.DollarsPerSquareMetre => "0.25 USD/mm2",
        _ => "2",
    };

    /// <summary>The short list of units for messages.</summary>
    internal static string Summary(Dimension dimension) => dimension switch
    {
        Dimension.Bytes => "B, kB, MB, GB, TB, KiB, MiB, GiB, TiB",
        Dimension.BytesPerSecond => "B/s, MB/s, GB/s, TB/s, GiB/s, Gbit/s",
        Dimension.BytesPerClock => "B/clk, kB/clk",
        Dimension.OperationsPerSecond => "GFLOP/s, TFLOP/s, PFLOP/s, TOPS",
        Dimension.Hertz => "Hz, kHz, MHz, GHz",
        Dimension.Seconds => "s, ms, us, ns, ps",
        Dimension.Watts => "W, mW, kW, MW",
        Dimension.SquareMetres => "um2, mm2, cm2, m2",
        Dimension.Metres => "nm, um, mm, m",
        Dimension.Joules => "fJ, pJ, nJ, uJ, mJ, J, kJ",
        Dimension.WattsPerSquareMetre => "W/mm2, W/cm2, W/m2",
        Dimension.PerSquareMetre => "/mm2, /cm2, /m2",
        Dimension.Dollars => "USD, kUSD, MUSD",
        Dimension.DollarsPerSquareMetre => "USD/mm2, USD/cm2, USD/m2",
        _ => "none",
    };

    private static Dictionary<string, double> PerArea(string unit) => new() { [unit + "/m2"] = 1, [unit + "/cm2"] = 1e4, [unit + "/mm2"] = 1e6 };

    private static Dictionary<string, double> BytesPerSecond()
    {
        var table = Bytes("/s");
        foreach (var (prefix, factor) in Decimal)
            table[prefix + "bit/s"] = factor / 8;
        return table;
    }

    private static Dictionary<string, double> Bytes(string suffix)
    {
        var table = Prefixed([.. Decimal, .. Binary], "B" + suffix);
        table["KB" + suffix] = 1e3;
        return table;
    }

    private static Dictionary<string, double> Prefixed((string Prefix, double Factor)[] prefixes, params string[] units)
    {
        var table = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var unit in units)
        {
            foreach (var (prefix, factor) in prefixes)
                table[prefix + unit] = factor;
        }
        return table;
    }
}
