using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Systems.Sensitivity;
using Simulator.Hardware.Clusters;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a simulated step.</summary>
internal static class StepView
{
    /// <summary>The line that says what was simulated.</summary>
    public static string Title(InferenceRequest request)
    {
        var step = request.Step;
        var size = step.Phase == Workloads.Models.Phase.Decode ? $"context {step.Context}" : $"{step.NewTokens} tokens";
        var prefix = step.Phase == Workloads.Models.Phase.Prefill && step.Context > 0 ? $" after {step.Context}" : "";
        return $"{request.Model.Id} | {step.Phase.ToString().ToLowerInvariant()} | batch {request.GlobalBatch} | {size}{prefix} | "
            + $"{request.Recipe.Name} (KV {request.Recipe.Kv}, attention {request.Recipe.AttentionCompute}) | {request.Parallelism}";
    }

    /// <summary>The line that says on what.</summary>
    public static string Hardware(SystemDescription system, int gpus, IReadOnlyList<string> changes) =>
        $"{gpus} of {system.ScaleUp.Gpus * system.Nodes} x {system.Gpu.Name} ({system.Gpu.Id}{(system.Derived ? "" : $" in {system.Id}")})"
        + (changes.Count > 0 ? $", changed: {string.Join(", ", changes)}" : "");

    /// <summary>Draws the operators.</summary>
    public static void Operators(IAnsiConsole console, StepResult result)
    {
        var withShape = console.Profile.Width >= Terminal.ShapeWidth;
        string[] columns = ["operator", ">runs", ">each", ">total", ">share", "bound", "tile", "from"];
        var table = withShape ? Terminal.Table([.. columns, "precision", "shape"]) : Terminal.Table(columns);
        foreach (var o in result.Operators)
        {
            string[] cells =
            [
                o.Row.Stream == 0 ? o.Row.Name : $"{o.Row.Name} *", $"{o.Row.Repeat}", Words.Time(o.Estimate.Seconds), Words.Time(o.Exposed),
                Words.Percent(o.Exposed / result.Seconds), Words.Of(o.Estimate.Bound), o.Estimate.Tile.ToString(), Words.Of(o.Provenance),
            ];
            string[] all = withShape ? [.. cells, o.Row.Operator.PrecisionName, $"{o.Row.Operator.Op} {o.Row.Operator.Shape}"] : cells;
            table.AddRow([.. all.Select(c => new Text(c))]);
        }

        console.Write(table);
        if (result.Operators.Any(o => o.Row.Stream != 0))
        {
            console.WriteLine("* runs beside the main stream; the total is what it adds to the step");
        }
    }

    /// <summary>Draws the totals.</summary>
    public static void Totals(IAnsiConsole console, StepResult result, InferenceRequest? request)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        var name = request is null ? "time" : StepFigures.LatencyName(request.Step.Phase);
        Add(name, $"{Words.Time(result.Seconds)}, 90 % interval {Words.Time(result.LowSeconds)} to {Words.Time(result.HighSeconds)}, {Words.Of(result.Provenance)}");
        if (request is not null)
        {
            var figures = StepFigures.Of(request, result.Seconds);
            var user = figures.TokensPerSecondPerUser > 0 ? $", {Words.Rate(figures.TokensPerSecondPerUser)} per user" : "";
            Add("tokens/s", $"{Words.Rate(figures.TokensPerSecond)}, {Words.Rate(figures.TokensPerSecondPerGpu)} per GPU{user}");
        }

        Add("roofline", $"{Words.Time(result.RooflineSeconds)} at datasheet peaks, {Words.Percent(result.RooflineSeconds / result.Seconds)} of it reached");
        Add("utilisation", $"model FLOPs {Words.Percent(result.ModelFlopUtilisation)}, memory bandwidth {Words.Percent(result.MemoryBandwidthUtilisation)}");
        Add("bound by", string.Join(", ", result.ByBound.Select(b => $"{Words.Of(b.Bound)} {Words.Percent(b.Seconds / result.Seconds)}")));
        if (result.HostBoundSeconds > 0)
        {
            Add("host", $"the GPU waits {Words.Time(result.HostBoundSeconds)} for launches");
        }

        console.Write(grid);
        void Add(string key, string value) => grid.AddRow(new Text(key, new Style(decoration: Decoration.Bold)), new Text(value));
    }

    /// <summary>Draws the memory of one GPU.</summary>
    public static void Memory(IAnsiConsole console, MemoryFootprint memory)
    {
        (string Name, double Bytes)[] parts =
        [
            ("weights", memory.Weights), ("KV cache", memory.KvCache), ("recurrent state", memory.State), ("activations", memory.Activations),
            ("runtime (estimated)", memory.Runtime),
        ];
        var used = string.Join(", ", parts.Where(p => p.Bytes > 0).Select(p => $"{p.Name} {Words.Bytes(p.Bytes)}"));
        var verdict = memory.Fits ? $"{Words.Bytes(memory.Free)} free" : $"does not fit by {Words.Bytes(-memory.Free)}";
        console.Write(new Text("\nmemory per GPU", new Style(decoration: Decoration.Bold)));
        console.WriteLine($"   {Words.Bytes(memory.Total)} of {Words.Bytes(memory.Capacity)}, {verdict}");
        console.WriteLine($"  {used}");
    }

    /// <summary>Draws what more of each resource would buy.</summary>
    public static void Elasticities(IAnsiConsole console, IEnumerable<Elasticity> elasticities)
    {
        console.Write(new Text("\n10 % more of", new Style(decoration: Decoration.Bold)));
        console.WriteLine("   changes the step's time by (elasticity)");
        foreach (var e in elasticities)
        {
            console.WriteLine(FormattableString.Invariant($"  {Words.Of(e.Resource),-17} {100 * e.TimeChange,6:0.0;-0.0;0.0} %  ({e.Value:0.00})"));
        }
    }
}
