using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Units;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a GPU description.</summary>
internal static class GpuView
{
    private static readonly MemoryLevel[] Levels = [MemoryLevel.SharedMemory, MemoryLevel.L2, MemoryLevel.Memory];

    /// <summary>Draws every value with its source, then what follows from them.</summary>
    public static void Draw(IAnsiConsole console, GpuDescription gpu)
    {
        DrawValues(console, DescriptionListing.Of(gpu), gpu.Sources);
        var peaks = new GpuPeaks(gpu);
        console.WriteLine("derived peaks");
        var bandwidths = Terminal.Table("level", ">bandwidth");
        foreach (var level in Levels)
        {
            bandwidths.AddRow(Name(level), Quantity.Format(peaks.BytesPerSecond(level), Dimension.BytesPerSecond));
        }

        bandwidths.AddRow("FP32 vector", Quantity.Format(peaks.VectorFlopsPerSecond, Dimension.OperationsPerSecond));
        bandwidths.AddRow("exponentials", Quantity.Format(peaks.SfuOperationsPerSecond, Dimension.OperationsPerSecond));
        console.Write(bandwidths);
        console.WriteLine("dense matrix rates and ridge points (FLOP per byte from which the tensor cores bind rather than the level)");
        var rates = Terminal.Table("format", ">rate", ">shared memory", ">L2", ">memory");
        foreach (var format in NumberFormats.All)
        {
            if (peaks.TensorFlopsPerSecond(format) is { } rate)
            {
                rates.AddRow(
                    [format.Name, Quantity.Format(rate, Dimension.OperationsPerSecond), .. Levels.Select(l => FormattableString.Invariant($"{peaks.RidgeFlopsPerByte(format, l):0}"))]);
            }
        }

        console.Write(rates);
    }

    /// <summary>Draws values with their sources.</summary>
    public static void DrawValues(IAnsiConsole console, IEnumerable<KeyValuePair<string, string>> values, IReadOnlyDictionary<string, ValueSource> sources)
    {
        var table = Terminal.Table("key", ">value", "", "source");
        foreach (var (path, text) in values)
        {
            var source = sources.GetValueOrDefault(path);
            table.AddRow(new Text(path), new Text(text), new Text(source is { Estimated: true } ? "estimated" : ""), new Text(source?.Source ?? ""));
        }

        console.Write(table);
    }

    private static string Name(MemoryLevel level) => level switch { MemoryLevel.SharedMemory => "shared memory", MemoryLevel.L2 => "L2", _ => "memory" };
}
