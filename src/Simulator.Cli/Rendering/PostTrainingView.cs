using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Systems.PostTraining;
using Simulator.Systems.PostTraining.Descriptions;
using Simulator.Systems.PostTraining.Results;
using Simulator.Systems.PostTraining.Search;
using Simulator.Systems.PostTraining.Weights;
using Spectre.Console;

namespace Simulator.Cli.Rendering;

/// <summary>Draws a simulated run of reinforcement learning.</summary>
internal static class PostTrainingView
{
    /// <summary>The line that says what was simulated.</summary>
    public static string Title(PostTrainingSystem system)
    {
        var d = system.Description;
        var where = d.Placement == Placement.OnePool
            ? $"one pool of {system.Gpus}, synchronous"
            : $"{system.RolloutGpus} + {system.LearnerGpus} split, {Staleness(d)}";
        return FormattableString.Invariant($"{system.Model.Id} | post-train | {d.Prompts} prompts x {d.Samples} answers | {d.Input} + {d.Output:0} tokens, ")
            + FormattableString.Invariant($"p99 {d.P99():0}, most {system.LongestOutput} | {where}");
    }

    /// <summary>Draws a run.</summary>
    public static void Draw(IAnsiConsole console, PostTrainingSystem system, PostTrainingResult r)
    {
        var d = system.Description;
        console.WriteLine(Title(system));
        var layout = system.Learner.Settings.Template.Parallelism;
        var engines = $"{system.RolloutGpus / system.Rollout.Parallelism.Ranks} engines of {system.Rollout.Parallelism}, {d.RolloutPrecision}";
        console.WriteLine($"{engines} ({d.Stack}); learner {layout}, {system.Learner.Settings.Template.Recipe.Name}; "
            + $"{system.Gpus} x {system.Learner.Settings.Template.System.Gpu.Id}");
        Pools(console, r);
        var (warmup, busy, thin) = (r.Iterations.Length - r.Measured, Words.Percent(r.BusyShare), Words.Percent(r.ThinShare));
        Line(
            console, $"iteration: {Words.Time(r.IterationSeconds)}, mean of {r.Measured} after {warmup} to warm up; {r.SamplesPerSecond:0.##} answers/s, ",
            $"{Words.Rate(r.TokensPerSecondPerGpu)} tokens/s/GPU, GPUs busy {busy}");
        Phases(console, r);
        Line(
            console, $"engines: {r.MeanBatch:0.#} sequences per step on average, {r.LargestBatch} at most; {thin} of their busy time ",
            $"with less than a quarter of that; {r.Preemptions} recomputed");
        Ages(console, system, r);
        Memory(console, system, r);
        Line(console, $"cost: {system.DollarsPerIteration(r):0.##} dollars an iteration ({d.Price:0.##} per GPU-hour); all times estimated");
    }

    /// <summary>Draws what a search found.</summary>
    public static void Draw(IAnsiConsole console, ImmutableArray<Division> best, ImmutableArray<string> misfits)
    {
        var first = best[0].System;
        Line(console, $"{first.Model.Id} | post-train | {best.Length} divisions of {first.Gpus} GPUs simulated, {misfits.Length} do not fit");
        var table = new TextTable(
            "generate + learn", ">iteration", ">answers/s", ">tokens/s/GPU", ">busy", ">rollout busy", ">learner busy", ">staleness", "longest wait");
        foreach (var (system, r) in best.Select(b => (b.System, b.Result)))
        {
            var shared = system.Description.Placement == Placement.OnePool;
            table.AddRow(
                DivisionSearch.Name(system.Description), Words.Time(r.IterationSeconds), FormattableString.Invariant($"{r.SamplesPerSecond:0.##}"),
                Words.Rate(r.TokensPerSecondPerGpu), Words.Percent(r.BusyShare), shared ? "" : Words.Percent(r.Pools[0].BusyShare),
                shared ? "" : Words.Percent(r.Pools[1].BusyShare), FormattableString.Invariant($"{r.MeanStaleness:0.00}"), LongestWait(r));
        }

        table.Draw(console);
        foreach (var misfit in misfits)
            console.WriteLine($"does not fit: {misfit}");
    }

    private static string Staleness(PostTrainingDescription d) => d.Staleness == 0 ? "synchronous"
        : $"staleness at most {d.Staleness}, " + (!d.Interrupt ? "answers finished before new weights"
            : d.RecomputeCache ? "weights swapped in flight, caches computed again" : "weights swapped in flight");

    private static void Pools(IAnsiConsole console, PostTrainingResult r)
    {
        var table = new TextTable(["GPUs do", "", .. r.Pools.Select(p => $">{p.Name} ({p.Gpus})")]);
        foreach (var activity in Enum.GetValues<PoolActivity>().Where(a => r.Pools.Any(p => p.Share(a) > 0)))
        {
            var shares = r.Pools.Select(p => p.Share(activity) > 0 ? Words.Percent(p.Share(activity)) : "");
            table.AddRow([Name(activity), PoolTime.IsBusy(activity) ? "busy" : "idle", .. shares]);
        }

        table.AddRow(["busy", "", .. r.Pools.Select(p => Words.Percent(p.BusyShare))]);
        table.Draw(console);
    }

    private static void Phases(IAnsiConsole console, PostTrainingResult r)
    {
        var measured = r.Iterations.Where(i => i.Measured).ToArray();
        (string Name, double Seconds)[] phases =
        [
            ("waits for answers", measured.Average(i => i.Waited)), ("reload", measured.Average(i => i.Reload)), ("scoring", measured.Average(i => i.Scoring)),
            ("learning", measured.Average(i => i.Learning)), ("weight sync", measured.Average(i => i.Sync)),
        ];
        console.WriteLine($"learner: {string.Join(", ", phases.Where(p => p.Seconds > 0).Select(p => $"{p.Name} {Words.Time(p.Seconds)}"))}");
        var mean = measured.Sum(i => i.OutputTokens) / measured.Sum(i => i.Samples);
        Line(console, $"answers: {mean:0} tokens on average; the longest sequence of an iteration has {measured.Average(i => i.LongestTokens):0}");
    }

    private static void Ages(IAnsiConsole console, PostTrainingSystem system, PostTrainingResult r)
    {
        if (system.Description.Staleness == 0)
            return;
        var all = (double)r.ByStaleness.Sum();
        console.WriteLine(FormattableString.Invariant($"staleness: {r.MeanStaleness:0.00} on average; ")
            + string.Join(", ", r.ByStaleness.Select((n, s) => FormattableString.Invariant($"{s}: {Words.Percent(n / all)}"))));
    }

    private static void Memory(IAnsiConsole console, PostTrainingSystem system, PostTrainingResult r)
    {
        var (learner, capacity) = (system.Learner, system.Learner.Memory.Capacity);
        var taken = Words.Percent((double)r.LargestBlocks / system.Rollout.KvBlocks);
        Line(
            console, $"memory per GPU: engine {Words.Bytes(system.RolloutWeightBytes)} of weights and a cache of {system.Rollout.KvTokens} tokens, ",
            $"{taken} taken at most; learner {Words.Bytes(learner.Memory.Total)} of {Words.Bytes(capacity)}");
        if (learner.ReferenceBytes > 0)
        {
            var where = learner.KeepsReference ? "kept on the device" : "loaded from the host in each iteration";
            console.WriteLine($"  reference model {Words.Bytes(learner.ReferenceBytes)}, {where}");
        }

        if (system.Swap is { } swap)
            console.WriteLine($"  while answers are generated the learner {Kept(swap)}");
    }

    private static string Kept(HostSwap swap) => swap.Kind == OffloadKind.Keep
        ? $"keeps {Words.Bytes(swap.ResidentBytes)} on the device"
        : $"keeps {Words.Bytes(swap.ResidentBytes)} on the device and {Words.Bytes(swap.OutBytes)} on the host ({EnumNames.Of(swap.Kind)} offloaded)";

    private static string LongestWait(PostTrainingResult r)
    {
        var waits = r.Pools
            .SelectMany(p => p.Activities.Where(a => !PoolTime.IsBusy(a)).Select(a => (Activity: a, Share: p.Share(a) * p.Gpus / r.Gpus)))
            .OrderByDescending(w => w.Share).ToArray();
        return waits.Length == 0 ? "" : $"{Name(waits[0].Activity)} {Words.Percent(waits[0].Share)}";
    }

    private static void Line(IAnsiConsole console, params FormattableString[] parts) =>
        console.WriteLine(string.Concat(parts.Select(FormattableString.Invariant)));

    private static string Name(PoolActivity activity) => activity switch
    {
        PoolActivity.Generating => "generate answers",
        PoolActivity.Scoring => "score",
        PoolActivity.Learning => "learn",
        PoolActivity.WeightSync => "weight sync",
        PoolActivity.Reload => "reload (host and device)",
        PoolActivity.RolloutTail => "rollout tail (others' long answers)",
        PoolActivity.Reward => "wait for rewards",
        PoolActivity.WaitingForLearner => "wait for learner (staleness bound)",
        _ => "wait for rollouts",
    };
}
