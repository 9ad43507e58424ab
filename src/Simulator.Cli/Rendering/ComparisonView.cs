using Simulator.Systems.Inference;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws the same step on several GPUs side by side.</summary>
internal static class ComparisonView
{
    private const int BoundsShown = 2;

    /// <summary>Draws the comparison; speeds are relative to the first GPU that has a result.</summary>
    public static void Draw(IAnsiConsole console, string latencyName, IReadOnlyList<StepPrediction> predictions)
    {
        var table = new TextTable(
            "GPU", $">{latencyName}", ">90 % interval", ">speed", "than the first", ">tokens/s/GPU", ">J/token", ">FLOPs", ">bandwidth", ">memory", "bound", "from")
        {
            Optional = ["from", "bound", "FLOPs", "bandwidth", "memory", "90 % interval", "J/token"],
        };
        var reference = predictions.Select(p => p.Result).FirstOrDefault(r => r is not null);
        foreach (var p in predictions)
        {
            var memory = p.Memory is { } m ? $"{Words.Bytes(m.Total)} of {Words.Bytes(m.Capacity)}" : "";
            if (p.Result is not { } r)
            {
                table.AddRow(p.System.Gpu.Id, "does not fit", "", "", "", "", "", "", "", memory);
                continue;
            }

            table.AddRow(
                p.System.Gpu.Id,
                Words.Time(r.Seconds),
                $"{Words.Time(r.LowSeconds)} to {Words.Time(r.HighSeconds)}",
                Words.Times(r.SpeedupOver(reference!)),
                ReferenceEquals(r, reference) ? "" : Words.Of(r.SeparationFrom(reference!)),
                p.Figures is { } figures ? Words.Rate(figures.TokensPerSecondPerGpu) : "",
                p.Request is { } request && r.Energy is { } energy ? Words.Energy(energy.JoulesPerToken(request)) : "",
                Words.Percent(r.ModelFlopUtilisation),
                Words.Percent(r.MemoryBandwidthUtilisation),
                memory,
                string.Join(", ", r.ByBound.Take(BoundsShown).Select(b => $"{Words.Of(b.Bound)} {Words.Percent(r.Share(b.Seconds))}")),
                Words.Of(r.Provenance));
        }

        table.Draw(console);
        if (predictions.Any(p => p.Result is { } r && !ReferenceEquals(r, reference) && r.SeparationFrom(reference!) == Separation.NotSeparable))
        {
            console.WriteLine("not separable: the 90 % intervals leave open which one is faster");
        }
    }
}
