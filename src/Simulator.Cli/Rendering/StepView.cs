using Simulator.Systems.Energy;
using Simulator.Systems.Inference;
using Simulator.Systems.Memory;
using Simulator.Systems.Sensitivity;
using Simulator.Workloads.Models;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a simulated step.</summary>
internal static class StepView
{
    private const double LeastShare = 0.0005;

    /// <summary>The line that says what was simulated.</summary>
    public static string Title(InferenceRequest request)
    {
        var step = request.Step;
        var size = step.Phase == Phase.Decode ? $"context {step.Context}" : $"{step.NewTokens} tokens";
        var prefix = step.Phase == Phase.Prefill && step.Context > 0 ? $" after {step.Context}" : "";
        return $"{request.Model.Id} | {Words.Of(step.Phase)} | batch {request.GlobalBatch} | {size}{prefix} | "
            + $"{request.Recipe.Name} (KV {request.Recipe.Kv}, attention {request.Recipe.AttentionCompute}) | {request.Parallelism}";
    }

    /// <summary>The line that says on what.</summary>
    public static string Hardware(StepPrediction prediction, IReadOnlyList<string> changes)
    {
        var system = prediction.System;
        return $"{prediction.Gpus} of {system.TotalGpus} x {system.Gpu.Name} ({system.Gpu.Id}{(system.Derived ? "" : $" in {system.Id}")})"
            + (changes.Count > 0 ? $", changed: {string.Join(", ", changes)}" : "")
            + Words.WithProfile(prediction.Profile);
    }

    /// <summary>Why a step has no time.</summary>
    public static string Misfit(StepPrediction prediction)
    {
        var memory = prediction.Memory!;
        return $"does not fit on {prediction.System.Gpu.Id}: {Words.Bytes(memory.Total)} per GPU ({Parts(memory)}) of {Words.Bytes(memory.Capacity)}, "
            + $"{Words.Bytes(memory.Shortage)} too much; {prediction.Advice!.Describe(prediction.Request!.Parallelism)}";
    }

    /// <summary>Draws everything about a step that fits.</summary>
    public static void Draw(IAnsiConsole console, string title, StepPrediction prediction, IReadOnlyList<string> changes)
    {
        console.WriteLine(title);
        console.WriteLine(Hardware(prediction, changes));
        var result = prediction.Result!;
        Operators(console, result);
        Totals(console, result, prediction);
        if (prediction.Memory is { } memory)
        {
            console.Write(new Text("\nmemory per GPU", new Style(decoration: Decoration.Bold)));
            console.WriteLine($"   {Words.Bytes(memory.Total)} of {Words.Bytes(memory.Capacity)}, {Words.Bytes(memory.Free)} free");
            console.WriteLine($"  {Parts(memory)}");
        }

        Elasticities(console, prediction.Elasticities);
        TerminalChart.Parts(console, "the step's time by what binds it", result.ByBound.Select(b => (Words.Of(b.Bound), result.Share(b.Seconds))));
        TerminalChart.Bars(console, "10 % more of a resource makes the step faster by", prediction.Elasticities.Select(e => (Words.Of(e.Resource), Math.Max(0, -e.TimeChange))));
    }

    private static void Operators(IAnsiConsole console, StepResult result)
    {
        var table = new TextTable("operator", ">runs", ">each", ">total", ">share", "bound", "tile", "from", "precision", "shape")
        {
            Optional = ["shape", "precision", "from", "tile", "runs"],
        };
        foreach (var o in result.Operators)
        {
            table.AddRow(
                o.IsSide ? $"{o.Row.Name} *" : o.Row.Name, $"{o.Row.Repeat}", Words.Time(o.Estimate.Seconds), Words.Time(o.Exposed),
                Words.Percent(result.Share(o.Exposed)), Words.Of(o.Estimate.Bound), o.Estimate.Tile.ToString(), Words.Of(o.Provenance),
                o.Row.Operator.PrecisionName, $"{o.Row.Operator.Op} {o.Row.Operator.Shape}");
        }

        table.Draw(console);
        if (result.Operators.Any(o => o.IsSide))
        {
            console.WriteLine("* runs beside the main stream; the total is what it adds to the step");
        }
    }

    private static void Totals(IAnsiConsole console, StepResult result, StepPrediction prediction)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        var name = prediction.Request is { } request ? StepFigures.LatencyName(request.Step.Phase) : "time";
        Add(name, $"{Words.Time(result.Seconds)}, 90 % interval {Words.Time(result.LowSeconds)} to {Words.Time(result.HighSeconds)}");
        Add("from", string.Join(", ", result.ByProvenance.Select(p => $"{Words.Of(p.Provenance)} {Words.Percent(result.Share(p.Seconds))}")));
        if (prediction.Figures is { } figures)
        {
            var user = figures.TokensPerSecondPerUser > 0 ? $", {Words.Rate(figures.TokensPerSecondPerUser)} per user" : "";
            Add("tokens/s", $"{Words.Rate(figures.TokensPerSecond)}, {Words.Rate(figures.TokensPerSecondPerGpu)} per GPU{user}");
        }

        Add("roofline", $"{Words.Time(result.RooflineSeconds)} at datasheet peaks, {Words.Percent(result.RooflineFraction)} of it reached");
        Add("utilisation", $"model FLOPs {Words.Percent(result.ModelFlopUtilisation)}, memory bandwidth {Words.Percent(result.MemoryBandwidthUtilisation)}");
        var bounds = result.ByBound.Where(b => result.Share(b.Seconds) >= LeastShare);
        Add("bound by", string.Join(", ", bounds.Select(b => $"{Words.Of(b.Bound)} {Words.Percent(result.Share(b.Seconds))}")));
        if (result.Energy is { } energy)
        {
            Add("energy", Energy(energy, prediction));
            Add("power", $"{Words.Power(energy.AverageWatts)} per GPU of {Words.Power(energy.CapWatts)}{Clock(energy)}: {Words.Parts(energy.Energy)}");
        }

        if (result.HostBoundSeconds > 0)
        {
            Add("host", $"the GPU waits {Words.Time(result.HostBoundSeconds)} ({Words.Percent(result.Share(result.HostBoundSeconds))}) for launches");
        }

        console.Write(grid);
        void Add(string key, string value) => grid.AddRow(new Text(key, new Style(decoration: Decoration.Bold)), new Text(value));
    }

    private static string Energy(StepEnergy energy, StepPrediction prediction) => prediction.Request is { } request
        ? $"{Words.Energy(energy.StepJoules(request))} a step on all GPUs, {Words.Energy(energy.JoulesPerToken(request))} per token"
        : Words.Energy(energy.Energy.TotalJoules);

    private static string Clock(StepEnergy energy) => energy.RelativeClock < 0.9995 ? $", which leaves {Words.Percent(energy.RelativeClock)} of the clock" : "";

    private static string Parts(MemoryFootprint memory) => string.Join(", ", memory.Parts.Select(p => $"{p.Name} {Words.Bytes(p.Bytes)}"));

    /// <summary>Draws what more of each resource would buy.</summary>
    public static void Elasticities(IAnsiConsole console, IEnumerable<Elasticity> elasticities)
    {
        console.Write(new Text("\n10 % more of", new Style(decoration: Decoration.Bold)));
        console.WriteLine("        changes the step's time by (elasticity)");
        foreach (var e in elasticities)
        {
            console.WriteLine($"  {Words.Of(e.Resource),-17} {Words.Change(e.TimeChange),8}  ({Words.Number(e.Value)})");
        }
    }
}
