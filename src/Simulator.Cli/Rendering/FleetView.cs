using Simulator.Hardware.Descriptions;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Metrics;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>What the pools of a fleet did, as a table.</summary>
internal static class FleetView
{
    /// <summary>Draws the pools, and the transfers between them.</summary>
    public static void Draw(IAnsiConsole console, FleetPlan plan, FleetResult fleet)
    {
        var table = new TextTable(
            "pool", ">engines", ">GPUs", ">busy", ">least-most", ">queue", ">max", ">batch", ">KV taken", ">at most", ">preempted", ">requests in it")
        {
            Optional = ["least-most", "requests in it", "preempted", "max", "at most"],
        };
        foreach (var (pool, i) in fleet.Pools.Select((p, i) => (p, i)))
        {
            table.AddRow(
                pool.Name, $"{plan.Pools[i].Engines}", $"{plan.Pools[i].Gpus}", Percent(pool.Utilisation),
                $"{Percent(pool.Spread.Least)}-{Percent(pool.Spread.Most)}", Number(pool.Queue.Mean), $"{pool.Queue.Most}", Number(pool.Batch.Mean),
                Percent(pool.Blocks.Mean / pool.BlockCapacity), Percent((double)pool.Blocks.Most / pool.BlockCapacity), $"{pool.Preemptions}",
                Number(fleet.Scale * pool.Stage.Mean));
        }

        table.Draw(console);
        foreach (var (pool, i) in fleet.Pools.Select((p, i) => (p, i)).Where(p => plan.Pools[p.i].Autoscale is not null))
        {
            var (starts, stops) = pool.Changes;
            Line($"{pool.Name}: {pool.MeanReplicas:0.##} replicas held on average, {starts} starts, {stops} stops, {pool.GpuSeconds:0} GPU-seconds");
        }

        if (fleet.Transfer is { Count: > 0 } transfer && plan.Path is { } path)
        {
            var (from, to) = (plan.Pools[0].GpusPerEngine * path.FromBytesPerSecond, plan.Pools[1].GpusPerEngine * path.ToBytesPerSecond);
            var (link, size) = (EnumNames.Of(path.Link), transfer.Bytes / transfer.Count / 1e6);
            var (seen, wait) = (transfer.Exposed, transfer.Wait);
            Line($"KV transfer: {transfer.Count} caches of {size:0.#} MB over {link}, {from / 1e9:0.#} GB/s out of an engine, {to / 1e9:0.#} GB/s into one");
            Line($"  seen by the request: {1e3 * seen.Mean:0.00} ms mean, {1e3 * seen.P99:0.00} ms p99");
            Line($"  waited for a place: {transfer.Waited}, {1e3 * wait.Mean:0.00} ms mean over all");
        }

        if (fleet.Scale > 1)
        {
            var (some, all) = (fleet.Pools.Sum(p => p.Replicas * p.Groups), plan.Pools.Sum(p => p.Engines));
            Line($"simulated {some} of {all} engines with their share of the requests; counts are of these, rates of the whole fleet");
        }

        void Line(FormattableString text) => console.WriteLine(FormattableString.Invariant(text));
    }

    private static string Percent(double part) => FormattableString.Invariant($"{100 * part:0.0}%");

    private static string Number(double value) => FormattableString.Invariant($"{value:0.##}");
}
