using Simulator.Hardware.Clusters;
using Simulator.Systems.Inference;
using Simulator.Timing.Estimates;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws the prediction of one operator.</summary>
internal static class OperatorView
{
    /// <summary>Draws it.</summary>
    public static void Draw(IAnsiConsole console, SystemDescription system, string state, OperatorPrediction prediction)
    {
        var (op, estimate) = (prediction.Operator, prediction.Estimate);
        console.WriteLine($"{op.Op} {op.PrecisionName} {op.Shape} on {system.Gpu.Name} ({system.Gpu.Id}), L2 {state}{Words.WithProfile(prediction.Profile)}");
        var table = new TextTable("figure", ">value");
        Row("time", Words.Time(estimate.Seconds));
        Row("90 % interval", $"{Words.Time(prediction.LowSeconds)} to {Words.Time(prediction.HighSeconds)}");
        Row("from", Words.Of(prediction.Provenance));
        Row("bound by", Words.Of(estimate.Bound));
        Row("tile", estimate.Tile.ToString());
        Row("thread blocks, waves", FormattableString.Invariant($"{estimate.Tile.Blocks:0}, {estimate.Tile.Waves:0}"));
        Row("roofline", $"{Words.Time(estimate.RooflineSeconds)}, {Words.Percent(prediction.RooflineFraction)} reached");
        Row("rate", Words.Operations(prediction.FlopsPerSecond));
        Row("bytes through memory", Words.Bytes(estimate.MemoryBytes));
        if (prediction.Energy is { } energy)
        {
            Row("energy", $"{Words.Energy(energy.TotalJoules)} ({Words.Parts(energy)})");
            Row("average power", Words.Power(prediction.AverageWatts));
        }

        foreach (var (name, seconds) in Resources(estimate.Resources))
        {
            Row($"{name} alone", seconds > 0 ? Words.Time(seconds) : "");
        }

        table.Draw(console);

        void Row(string name, string value)
        {
            if (value.Length > 0)
            {
                table.AddRow(name, value);
            }
        }
    }

    private static (string Name, double Seconds)[] Resources(ResourceTimes r) =>
    [
        ("tensor", r.Tensor), ("vector", r.Vector), ("SFU", r.Sfu), ("shared memory", r.SharedMemory), ("L2", r.L2), ("memory", r.Memory), ("link", r.Link),
        ("latency", r.Latency),
    ];
}
