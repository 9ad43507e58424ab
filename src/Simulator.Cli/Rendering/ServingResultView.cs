using Simulator.Hardware.Descriptions;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>The results of a serving run, as tables.</summary>
internal static class ServingResultView
{
    /// <summary>Draws the results.</summary>
    public static void Draw(IAnsiConsole console, FleetPlan plan, ServingOutcome outcome)
    {
        var (fleet, result) = (outcome.Fleet, outcome.Result);
        DrawTitles(console, plan);
        var table = new TextTable("ms", ">mean", ">p50", ">p90", ">p99", ">max");
        Add("time to first token", result.Ttft);
        Add("time per output token", result.Tpot);
        Add("between tokens", result.Interval);
        Add("end to end", result.Latency);
        table.Draw(console);
        var (waiting, running) = (result.Waiting, result.Running);
        Line($"requests: {result.Arrived} arrived, {result.Finished} answered, {result.Rejected} rejected, {waiting} waiting and {running} running at the end");
        foreach (var rejection in result.Rejections)
        {
            Line($"  rejected: {rejection}");
        }

        var engines = fleet.Pools.Sum(p => p.MeanReplicas * p.Groups);
        Line($"simulated {result.Seconds:0.###} s, {result.Steps} steps, GPU and host busy {Share(result.BusySeconds, result.Seconds * engines):0.0} %");
        if (result.Steps > 0)
        {
            var host = plan.Pools[0].System.Settings.Host.Asynchronous ? "beside the GPU" : "after the GPU";
            var (gpuStep, hostStep, waited) = (result.GpuSeconds / result.Steps, result.HostSeconds / result.Steps, result.ExposedHostSeconds / result.Steps);
            Line($"mean step: GPU {1e3 * gpuStep:0.00} ms, host {1e3 * hostStep:0.00} ms {host}; with launches of kernels the GPU waits {1e3 * waited:0.00} ms");
        }

        if (result.Finished > 0)
        {
            var tokens = fleet.OutputTokensPerSecond;
            Line($"throughput: {fleet.RequestsPerSecond:0.###} requests/s, {tokens:0.#} output tokens/s, {tokens / fleet.MeanGpus:0.#} per GPU");
            if (double.IsFinite(result.TokensPerSecondPerUser))
            {
                Line($"each user: {result.TokensPerSecondPerUser:0.#} tokens/s");
            }

            Line($"goodput: {fleet.Goodput:0.###} requests/s ({Share(result.Kept, result.Finished):0.0} % keep the objective)");
        }

        if (plan.Pools is [{ Engines: 1 }])
        {
            var system = plan.Pools[0].System;
            Line($"queue: {result.MeanQueue:0.##} mean, {result.LargestQueue} most");
            Line($"batch: {result.MeanBatch:0.#} mean, {result.LargestBatch} most; preemptions: {result.Preemptions}");
            var (taken, most) = (Share(result.MeanBlocks, system.KvBlocks), Share(result.LargestBlocks, system.KvBlocks));
            Line($"KV cache: {ServingUseText.Capacity(system)}, {taken:0.0} % taken on average, {most:0.0} % at most");
        }
        else
        {
            FleetView.Draw(console, plan, fleet);
        }

        if (outcome.Energy is { } energy)
        {
            var (token, request) = (Joules(energy.JoulesPerOutputToken), Joules(energy.JoulesPerRequest));
            var error = 100 * energy.Accuracy;
            Line($"power: {energy.MeanWatts:0} W per GPU on average; {token} per output token, {request} per request (estimated, error to expect {error:0} %)");
        }

        if (outcome.Money is { } money)
        {
            var (answers, all) = (Dollars(money.PerMillionOutputTokens), Dollars(money.PerMillionTokens));
            var hourly = $"{Dollars(money.FleetPerHour)} an hour for {ServingCurveView.Number(fleet.MeanGpus)} GPU{(fleet.MeanGpus == 1 ? "" : "s")}";
            Line($"money: {answers} per million output tokens, {all} with prompts; {hourly} ({money.Price.Origin})");
        }

        foreach (var line in plan.Pools.SelectMany(p => ServingUseText.Lines(p.System, result)).Distinct())
        {
            console.WriteLine(line);
        }

        void Add(string what, Distribution d) => table.AddRow(what, Cell(d.Mean), Cell(d.P50), Cell(d.P90), Cell(d.P99), Cell(d.Largest));
        void Line(FormattableString text) => console.WriteLine(FormattableString.Invariant(text));
    }

    /// <summary>Draws what is served, a line for each pool.</summary>
    public static void DrawTitles(IAnsiConsole console, FleetPlan plan)
    {
        foreach (var title in Titles(plan))
        {
            console.WriteLine(title);
        }
    }

    /// <summary>What is served, a line for each pool.</summary>
    public static IReadOnlyList<string> Titles(FleetPlan plan) => [.. plan.Pools.Select(pool => Title(plan, pool))];

    private static string Title(FleetPlan plan, PoolPlan pool)
    {
        var (own, system) = (pool.Description, pool.System);
        var before = plan.Pools.Length > 1 ? $"{pool.Name}: " : "";
        var count = pool.Replicas > 1 ? $"{pool.Replicas} x " : "";
        var ffn = own.Split is { } split ? $" + {split.Ranks} {split.Gpu ?? split.System ?? system.Hardware.Gpu.Id} for feed-forwards" : "";
        var where = $"{count}{system.Parallelism} on {system.Hardware.Gpu.Id}{ffn}";
        return $"{before}{system.Model.Name}, {own.Precision}, {where}, {own.Stack}, {EnumNames.Of(own.Scheduler)}";
    }

    /// <summary>Draws what a trace held that was no request; nothing where there was none.</summary>
    public static void DrawRejected(IAnsiConsole console, RejectedRows? rows)
    {
        if (rows is not { Count: > 0 })
        {
            return;
        }

        console.WriteLine(FormattableString.Invariant($"trace: {rows.Count} rows left out"));
        foreach (var row in rows.First)
        {
            console.WriteLine($"  {row}");
        }
    }

    private static string Joules(double joules) => double.IsFinite(joules) ? Words.Energy(joules) : "-";

    private static string Dollars(double dollars) => ServingCurveView.Number(dollars, "{0} USD");

    private static string Cell(double seconds) => double.IsNaN(seconds) ? "-" : FormattableString.Invariant($"{1e3 * seconds:0.00}");

    private static double Share(double part, double whole) => whole > 0 ? 100 * part / whole : 0;
}
