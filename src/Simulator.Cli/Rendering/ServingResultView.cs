using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>The results of a serving run, as tables.</summary>
internal static class ServingResultView
{
    /// <summary>Draws the results.</summary>
    public static void Draw(IAnsiConsole console, string title, ServingSystem serving, ServingOutcome outcome)
    {
        var result = outcome.Result;
        console.WriteLine(title);
        var table = new TextTable("ms", ">mean", ">p50", ">p90", ">p99", ">max");
        Add("time to first token", result.Ttft);
        Add("time per output token", result.Tpot);
        Add("between tokens", result.Interval);
        Add("end to end", result.Latency);
        table.Draw(console);
        var gpus = serving.Parallelism.Ranks;
        var groups = serving.Parallelism.Dp;
        var (waiting, running) = (result.Waiting, result.Running);
        Line($"requests: {result.Arrived} arrived, {result.Finished} answered, {result.Rejected} rejected, {waiting} waiting and {running} running at the end");
        foreach (var rejection in result.Rejections)
        {
            Line($"  rejected: {rejection}");
        }

        Line($"simulated {result.Seconds:0.###} s, {result.Steps} steps, GPU and host busy {Share(result.BusySeconds, result.Seconds):0.0} %");
        if (result.Finished > 0)
        {
            var tokens = groups * result.OutputTokensPerSecond;
            Line($"throughput: {groups * result.RequestsPerSecond:0.###} requests/s, {tokens:0.#} output tokens/s, {tokens / gpus:0.#} per GPU");
            if (double.IsFinite(result.TokensPerSecondPerUser))
            {
                Line($"each user: {result.TokensPerSecondPerUser:0.#} tokens/s");
            }

            Line($"goodput: {groups * result.Goodput:0.###} requests/s ({Share(result.Kept, result.Finished):0.0} % keep the objective)");
        }

        Line($"queue: {result.MeanQueue:0.##} mean, {result.LargestQueue} most");
        Line($"batch: {result.MeanBatch:0.#} mean, {result.LargestBatch} most; preemptions: {result.Preemptions}");
        var (taken, most) = (Share(result.MeanBlocks, serving.KvBlocks), Share(result.LargestBlocks, serving.KvBlocks));
        Line($"KV cache: {serving.KvTokens} tokens, {taken:0.0} % taken on average, {most:0.0} % at most");
        if (outcome.Energy is { } energy)
        {
            var (token, request) = (Joules(energy.JoulesPerOutputToken), Joules(energy.JoulesPerRequest));
            var error = 100 * energy.Accuracy;
            Line($"power: {energy.MeanWatts:0} W per GPU on average; {token} per output token, {request} per request (estimated, error to expect {error:0} %)");
        }

        if (outcome.Money is { } money)
        {
            var (answers, all) = (Dollars(money.PerMillionOutputTokens), Dollars(money.PerMillionTokens));
            var fleet = $"{Dollars(money.FleetPerHour)} an hour for {gpus} GPU{(gpus == 1 ? "" : "s")}";
            Line($"money: {answers} per million output tokens, {all} with prompts; {fleet} ({money.Price.Origin})");
        }

        if (groups > 1)
        {
            Line($"counts and latencies are of one of {groups} data-parallel groups, which are taken to be loaded alike");
        }

        void Add(string what, Distribution d) => table.AddRow(what, Cell(d.Mean), Cell(d.P50), Cell(d.P90), Cell(d.P99), Cell(d.Largest));
        void Line(FormattableString text) => console.WriteLine(FormattableString.Invariant(text));
    }

    private static string Joules(double joules) => double.IsFinite(joules) ? Words.Energy(joules) : "-";

    private static string Dollars(double dollars) => ServingCurveView.Number(dollars, "{0} USD");

    private static string Cell(double seconds) => double.IsNaN(seconds) ? "-" : FormattableString.Invariant($"{1e3 * seconds:0.00}");

    private static double Share(double part, double whole) => whole > 0 ? 100 * part / whole : 0;
}
