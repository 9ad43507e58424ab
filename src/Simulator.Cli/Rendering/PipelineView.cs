using Simulator.Systems.Serving.Pipelines;
using Simulator.Systems.Serving.Pipelines.Metrics;
using Simulator.Systems.Serving.Pipelines.Splits;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>The results of a system of models, as tables.</summary>
internal static class PipelineView
{
    /// <summary>Draws the results of a run.</summary>
    public static void Draw(IAnsiConsole console, PipelineResult r, LatencyObjective objective)
    {
        Nodes(console, r);
        Pools(console, r);
        Line($"requests: {r.Arrived} arrived, {r.Finished} answered, {r.Rejected} rejected, {r.Left} in the system at the end; {r.Calls} calls");
        foreach (var rejection in r.Rejections)
        {
            Line($"  rejected: {rejection}");
        }

        if (r.Finished == 0)
        {
            return;
        }

        var l = r.Latency;
        Line($"end to end: {l.Mean:0.###} s mean, {l.P50:0.###} s p50, {l.P90:0.###} s p90, {l.P99:0.###} s p99, {l.Largest:0.###} s at most");
        Line($"throughput: {r.RequestsPerSecond:0.###} requests/s over {r.Seconds:0.#} s, {r.MeanInSystem:0.#} in the system on average");
        if (double.IsFinite(objective.Seconds))
        {
            var (kept, share) = (100 * r.KeptShare, 100 * objective.Share);
            Line($"goodput: {r.Goodput:0.###} requests/s; {kept:0.0} % within {objective.Seconds:0.###} s, promised to {share:0.#} %");
        }

        if (r is { DollarsPerHour: { } hour, DollarsPerThousand: { } thousand })
        {
            Line($"cost: {r.Gpus} GPUs, {hour:0.##} USD per hour, {thousand:0.###} USD per 1000 requests");
        }

        void Line(FormattableString text) => console.WriteLine(FormattableString.Invariant(text));
    }

    /// <summary>Draws what a search found.</summary>
    public static void DrawSplits(IAnsiConsole console, PipelineSystem system, SplitAnswer answer, LatencyObjective objective)
    {
        console.WriteLine("splits that no cheaper one serves as well as:");
        var table = new TextTable(">GPUs", ">USD/h", "replicas", Text($">p{100 * objective.Share:0.#} s"), ">in time %", ">goodput/s");
        foreach (var point in answer.Front)
        {
            var replicas = string.Join(' ', system.Pools.Select((p, i) => $"{p.Name}={point.Replicas[i]}"));
            table.AddRow(
                $"{point.Result.Gpus}", point.Result.DollarsPerHour is { } hour ? Text($"{hour:0.##}") : "-", replicas,
                Seconds(point.Result.LatencyAtShare), Text($"{100 * point.Result.KeptShare:0.0}"), Text($"{point.Result.Goodput:0.###}"));
        }

        table.Draw(console);
        var best = string.Join(' ', system.Pools.Select((p, i) => $"{p.Name}={answer.Best.Replicas[i]}"));
        var verdict = answer.Keeps ? "best" : "no split keeps the objective; nearest";
        console.WriteLine(Text($"{verdict}: {best}, {answer.Best.Result.Gpus} GPUs ({answer.Simulated} splits simulated)"));
    }

    private static void Nodes(IAnsiConsole console, PipelineResult r)
    {
        var table = new TextTable("node", "calls", ">visits", ">calls/req", ">wait s", ">service s", ">visit s", ">p99 s", ">critical %", ">of it waiting")
        {
            Optional = ["visits", "p99 s", "of it waiting", "calls"],
        };
        foreach (var n in r.Nodes)
        {
            table.AddRow(
                n.Name, n.Station, Text($"{n.VisitsPerRequest:0.##}"), Text($"{n.CallsPerRequest:0.##}"), Seconds(n.MeanWaitSeconds),
                Seconds(n.MeanServiceSeconds), Seconds(n.Time.Mean), Seconds(n.Time.P99),
                Text($"{100 * n.CriticalShare:0.0}"), Text($"{100 * n.CriticalWaitShare:0.0}"));
        }

        table.Draw(console);
    }

    private static void Pools(IAnsiConsole console, PipelineResult r)
    {
        if (r.Pools.IsEmpty)
        {
            return;
        }

        var table = new TextTable("pool", ">replicas", ">GPUs", ">busy %", "engine", "model", ">busy %", ">batch", ">preempted", ">KV tokens")
        {
            Optional = ["preempted", "KV tokens", "model"],
        };
        foreach (var p in r.Pools)
        {
            string[] pool = [p.Name, $"{p.Replicas}", $"{p.Gpus}", Text($"{100 * p.Utilisation:0.0}")];
            foreach (var e in p.Engines)
            {
                table.AddRow(
                [
                    .. pool, e.Name, e.Model, Text($"{100 * e.Utilisation:0.0}"), Text($"{e.MeanBatch:0.0}"), $"{e.Preemptions}",
                    e.KvTokens > 0 ? $"{e.KvTokens}" : "-",
                ]);
                pool = ["", "", "", ""];
            }
        }

        table.Draw(console);
    }

    private static string Seconds(double seconds) => double.IsFinite(seconds) ? Text($"{seconds:0.000}") : "-";

    private static string Text(FormattableString text) => FormattableString.Invariant(text);
}
