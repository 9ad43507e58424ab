using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Technology;
using Simulator.Hardware.Units;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a GPU description.</summary>
internal static class GpuView
{
    private static readonly MemoryLevel[] Levels = [MemoryLevel.SharedMemory, MemoryLevel.L2, MemoryLevel.Memory];

    /// <summary>Draws every value with its source, then what follows from them; area, power and cost where the technology is known.</summary>
    public static void Draw(IAnsiConsole console, GpuDescription gpu, TechnologyDescription? technology)
    {
        DrawValues(console, DescriptionListing.Of(gpu), gpu.Sources);
        var peaks = new GpuPeaks(gpu);
        console.WriteLine("derived peaks");
        var bandwidths = new TextTable("level", ">bandwidth");
        foreach (var level in Levels)
        {
            bandwidths.AddRow(Name(level), Quantity.Format(peaks.BytesPerSecond(level), Dimension.BytesPerSecond));
        }

        bandwidths.AddRow("FP32 vector", Quantity.Format(peaks.VectorFlopsPerSecond, Dimension.OperationsPerSecond));
        bandwidths.AddRow("exponentials", Quantity.Format(peaks.SfuOperationsPerSecond, Dimension.OperationsPerSecond));
        bandwidths.Draw(console);
        console.WriteLine("dense matrix rates and ridge points (FLOP per byte from which the tensor cores bind rather than the level)");
        var rates = new TextTable("format", ">rate", ">shared memory", ">L2", ">memory");
        foreach (var format in NumberFormats.All)
        {
            if (peaks.TensorFlopsPerSecond(format) is { } rate)
            {
                rates.AddRow(
                    [format.Name, Quantity.Format(rate, Dimension.OperationsPerSecond), .. Levels.Select(l => FormattableString.Invariant($"{peaks.RidgeFlopsPerByte(format, l):0}"))]);
            }
        }

        rates.Draw(console);
        if (technology is not null && gpu.Tensor.Generation != MmaGeneration.Simd)
        {
            SiliconView.Draw(console, gpu, technology);
        }
    }

    /// <summary>Draws values with their sources.</summary>
    public static void DrawValues(IAnsiConsole console, IEnumerable<KeyValuePair<string, string>> values, IReadOnlyDictionary<string, ValueSource> sources)
    {
        var table = new TextTable("key", ">value", "", "source");
        foreach (var (path, text) in values)
        {
            var source = sources.GetValueOrDefault(path);
            table.AddRow(path, text, source is { Estimated: true } ? "estimated" : "", source?.Source ?? "");
        }

        table.Draw(console);
    }

    private static string Name(MemoryLevel level) => level switch { MemoryLevel.SharedMemory => "shared memory", MemoryLevel.L2 => "L2", _ => "memory" };
}
