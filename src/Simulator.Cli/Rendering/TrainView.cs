using Simulator.Systems.Training;
using Simulator.Systems.Training.Memory;
using Simulator.Systems.Training.Runs;
using Simulator.Systems.Training.Search;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a simulated training step.</summary>
internal static class TrainView
{
    private const double LeastShare = 0.0005;
    private const int ShownOperators = 25;

    /// <summary>The line that says what was simulated.</summary>
    public static string Title(TrainingRequest r) =>
        $"{r.Model.Id} | train | global batch {r.GlobalBatch} in {r.MicroBatches} microbatches of {r.MicroBatch} | {r.Sequence} tokens | "
        + $"{r.Recipe.Name} | {r.Parallelism}" + (r.Recompute == Recomputation.None ? ""
            : $" | {Words.Of(r.Recompute)} recomputation") + $" | {r.Framework.Name}";

    /// <summary>Why a step has no time.</summary>
    public static string Misfit(TrainingPrediction prediction)
    {
        var m = prediction.Result.Memory;
        var advice = prediction.Advice is { } a ? $"the nearest configuration that fits: {a.Changes}" : "no configuration near it fits; --search looks further";
        return $"does not fit on {prediction.Result.Request.System.Gpu.Id}: stage {m.Stage} needs {Words.Bytes(m.Total)} per GPU ({Parts(m)}) "
            + $"of {Words.Bytes(m.Capacity)}, " + $"{Words.Bytes(m.Shortage)} too much; {advice}";
    }

    /// <summary>Draws everything about a step that fits.</summary>
    public static void Draw(IAnsiConsole console, TrainingPrediction prediction, RunCost? cost, IReadOnlyList<string> changes)
    {
        var result = prediction.Result;
        var (request, system) = (result.Request, result.Request.System);
        console.WriteLine(Title(request));
        console.WriteLine($"{request.Parallelism.Ranks} of {system.TotalGpus} x {system.Gpu.Name} ({system.Gpu.Id}{(system.Derived ? "" : $" in {system.Id}")})"
            + (changes.Count > 0 ? $", changed: {string.Join(", ", changes)}" : ""));
        Operators(console, result);
        Totals(console, result);
        if (cost is not null)
            Run(console, cost, result.Energy is not null);
        console.Write(new Text("\nmemory per GPU", new Style(decoration: Decoration.Bold)));
        console.WriteLine($"   {Words.Bytes(result.Memory.Total)} of {Words.Bytes(result.Memory.Capacity)} at the peak of stage {result.Memory.Stage}");
        console.WriteLine($"  {Parts(result.Memory)}");
        StepView.Elasticities(console, prediction.Elasticities);
    }

    /// <summary>Draws what a search found.</summary>
    public static void Draw(IAnsiConsole console, TrainingRequest request, SearchResult found)
    {
        console.WriteLine(FormattableString.Invariant(
            $"{request.Model.Id} | global batch {request.GlobalBatch} | {request.Sequence} tokens | {request.Recipe.Name} | ")
            + FormattableString.Invariant($"{request.System.TotalGpus} x {request.System.Gpu.Id}"));
        console.WriteLine(FormattableString.Invariant($"{found.Layouts} layouts, {found.Priced} steps priced, {found.Fitting} layouts fit"));
        var table = new TextTable(">tp", ">cp", ">pp", ">vp", ">dp", ">ep", ">zero", ">micro-batch", "recompute", ">step", "90 % interval", ">tokens/s/GPU",
            ">MFU", ">bubble", ">exposed", ">memory")
        {
            Optional = ["exposed", "bubble", "90 % interval", "memory"],
        };
        foreach (var r in found.Best)
        {
            var p = r.Request.Parallelism;
            table.AddRow(
                $"{p.Tp}", $"{p.Cp}", $"{p.Pp}", $"{p.Vp}", $"{p.Dp}", $"{p.Ep}", $"{p.Zero}", $"{r.Request.MicroBatch}", Words.Of(r.Request.Recompute),
                    Words.Time(r.Seconds),
                $"{Words.Time(r.LowSeconds)} to {Words.Time(r.HighSeconds)}", Words.Rate(r.TokensPerSecondPerGpu), Words.Percent(r.ModelFlopUtilisation),
                Words.Percent(r.Breakdown.Bubble / r.Seconds), Words.Percent(r.Breakdown.ExposedExchange / r.Seconds), Words.Bytes(r.Memory.Total));
        }

        table.Draw(console);
    }

    private static void Operators(IAnsiConsole console, TrainingResult result)
    {
        var table = new TextTable("operator", ">runs", ">each", ">total", ">share", "bound", "shape") { Optional = ["shape", "runs"] };
        foreach (var o in result.Operators.Take(ShownOperators))
        {
            table.AddRow(
                o.Name, FormattableString.Invariant($"{o.Runs:0}"), Words.Time(o.Seconds / o.Runs), Words.Time(o.Seconds),
                    Words.Percent(o.Seconds / result.Seconds), Words.Of(o.Bound), o.Shape);
        }

        if (result.Operators.Length > ShownOperators)
        {
            var rest = result.Operators.Skip(ShownOperators).Sum(o => o.Seconds);
            table.AddRow(FormattableString.Invariant($"{result.Operators.Length - ShownOperators} more"), "", "", Words.Time(rest),
                Words.Percent(rest / result.Seconds), "", "");
        }

        table.Draw(console);
    }

    private static void Totals(IAnsiConsole console, TrainingResult r)
    {
        var grid = new Grid().AddColumn(new GridColumn().NoWrap().PadRight(3)).AddColumn();
        Add("step", $"{Words.Time(r.Seconds)}, 90 % interval {Words.Time(r.LowSeconds)} to {Words.Time(r.HighSeconds)}");
        Add("tokens/s", $"{Words.Rate(r.TokensPerSecondPerGpu * r.Request.Parallelism.Ranks)}, {Words.Rate(r.TokensPerSecondPerGpu)} per GPU");
        Add("utilisation", $"model FLOPs {Words.Percent(r.ModelFlopUtilisation)}, hardware FLOPs {Words.Percent(r.HardwareFlopUtilisation)} of "
            + $"{Words.Operations(r.PeakFlopsPerSecond)} ({r.Request.Recipe.Products.Compute}, dense); {Words.Operations(r.ModelFlopsPerSecond)} per GPU");
        Add("time", string.Join(", ", r.Breakdown.Parts.Where(p => p.Seconds / r.Seconds >= LeastShare).Select(p =>
            $"{p.Name} {Words.Percent(p.Seconds / r.Seconds)}")));
        var busy = r.ByBound.Sum(b => b.Seconds);
        Add("bound by", string.Join(", ", r.ByBound.Where(b => b.Seconds / busy >= LeastShare).Select(b =>
            $"{Words.Of(b.Bound)} {Words.Percent(b.Seconds / busy)}")));
        if (r.Energy is { } energy)
        {
            Add("energy", $"{Words.Energy(energy.StepJoules)} a step on all GPUs, {Words.Energy(energy.JoulesPerToken)} per token (estimated)");
            Add("power", $"{Words.Power(energy.AverageWatts)} per GPU of {Words.Power(energy.CapWatts)}: {Words.Parts(energy.PerGpu)}");
        }

        console.Write(grid);
        void Add(string key, string value) => grid.AddRow(new Text(key, new Style(decoration: Decoration.Bold)), new Text(value));
    }

    private static void Run(IAnsiConsole console, RunCost c, bool estimated)
    {
        console.Write(new Text("\nrun", new Style(decoration: Decoration.Bold)));
        console.WriteLine(FormattableString.Invariant(
            $"   {c.Plan.Tokens:0.###e0} tokens in {c.Steps:#,0} steps: {c.Seconds / 86400:0.#} days, {c.GpuHours:#,0} GPU-hours, ")
            + FormattableString.Invariant($"{c.Joules / 3.6e9:#,0} MWh (GPUs alone, {Words.Power(c.WattsPerGpu)} each, ")
            + (estimated ? "estimated), " : "design power), ")
            + FormattableString.Invariant($"{c.Dollars:#,0} dollars"));
        console.WriteLine(FormattableString.Invariant(
            $"  {c.Failures:0.#} failures expected; checkpoints of {Words.Bytes(c.CheckpointBytes)} every {c.IntervalSeconds / 60:0.#} min take ")
            + $"{Words.Time(c.CheckpointSeconds)} each; {Words.Percent(c.Goodput)} of the time goes into steps");
    }

    private static string Parts(TrainingMemory memory) => string.Join(", ", memory.Parts.Where(p => p.Bytes > 0).Select(p =>
        $"{p.Name} {Words.Bytes(p.Bytes)}"));
}
