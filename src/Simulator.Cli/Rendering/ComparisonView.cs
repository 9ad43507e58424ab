using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws the same step on several GPUs side by side.</summary>
internal static class ComparisonView
{
    /// <summary>One GPU of the comparison.</summary>
    /// <param name="Name">The GPU.</param>
    /// <param name="Result">Its step; null where it does not fit.</param>
    /// <param name="Memory">Its memory; null for a trace.</param>
    /// <param name="Figures">Tokens per second; null for a trace or where it does not fit.</param>
    /// <param name="Problem">Why there is no result; null where there is one.</param>
    internal sealed record Entry(string Name, StepResult? Result, MemoryFootprint? Memory, StepFigures? Figures, string? Problem);

    /// <summary>Draws the comparison; ratios are to the first GPU that has a result.</summary>
    public static void Draw(IAnsiConsole console, string latencyName, IReadOnlyList<Entry> entries)
    {
        var table = Terminal.Table("GPU", $">{latencyName}", ">90 % interval", ">relative", ">tokens/s/GPU", ">MFU", ">bandwidth", ">memory", "bound", "from");
        var reference = entries.Select(e => e.Result).FirstOrDefault(r => r is not null);
        foreach (var e in entries)
        {
            if (e.Result is not { } r)
            {
                table.AddRow(new Text(e.Name), new Text(e.Problem ?? ""));
                continue;
            }

            table.AddRow(
                new Text(e.Name),
                new Text(Words.Time(r.Seconds)),
                new Text($"{Words.Time(r.LowSeconds)} to {Words.Time(r.HighSeconds)}"),
                new Text(FormattableString.Invariant($"{reference!.Seconds / r.Seconds:0.00} x")),
                new Text(e.Figures is { } f ? Words.Rate(f.TokensPerSecondPerGpu) : ""),
                new Text(Words.Percent(r.ModelFlopUtilisation)),
                new Text(Words.Percent(r.MemoryBandwidthUtilisation)),
                new Text(e.Memory is { } m ? $"{Words.Bytes(m.Total)} of {Words.Bytes(m.Capacity)}" : ""),
                new Text(string.Join(", ", r.ByBound.Take(2).Select(b => $"{Words.Of(b.Bound)} {Words.Percent(b.Seconds / r.Seconds)}"))),
                new Text(Words.Of(r.Provenance)));
        }

        console.Write(table);
    }
}
