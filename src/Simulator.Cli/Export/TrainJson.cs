using System.Text;
using System.Text.Json;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Descriptions;
using Simulator.Systems.Training;
using Simulator.Systems.Training.Energy;
using Simulator.Systems.Training.Runs;
using Simulator.Systems.Training.Schedules;
using Simulator.Systems.Training.Search;
using Simulator.Systems.Training.Validation;

namespace Simulator.Cli.Export;

/// <summary>Writes training steps as JSON; the layout is documented in docs/output.md. Times are seconds, sizes bytes.</summary>
internal static class TrainJson
{
    /// <summary>Writes a step.</summary>
    /// <param name="prediction">The step.</param>
    /// <param name="cost">The cost of a run; null for none.</param>
    /// <param name="changes">Changes of the description.</param>
    /// <param name="passes">The most passes of the schedule that are written, the first ones; 0 for none.</param>
    public static string Write(TrainingPrediction prediction, RunCost? cost, IReadOnlyList<string> changes, int passes = 0) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteStartArray("changes");
        foreach (var change in changes)
            json.WriteStringValue(change);
        json.WriteEndArray();
        Step(json, prediction.Result);
        json.WriteStartArray("operators");
        foreach (var o in prediction.Result.Operators)
        {
            json.WriteStartObject();
            json.WriteString("name", o.Name);
            json.WriteString("shape", o.Shape);
            json.WriteNumber("runs", o.Runs);
            json.WriteNumber("seconds", o.Seconds);
            json.WriteString("bound", Words.Of(o.Bound));
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteStartArray("elasticities");
        foreach (var e in prediction.Elasticities)
        {
            json.WriteStartObject();
            json.WriteString("resource", Words.Of(e.Resource));
            json.WriteNumber("elasticity", e.Value);
            json.WriteNumber("time_change_at_10_percent", e.TimeChange);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (cost is not null)
            Run(json, cost);
        if (passes > 0)
            Schedule(json, prediction.Result, passes);
        json.WriteEndObject();
    });

    /// <summary>Writes what a search found.</summary>
    public static string Write(SearchResult found) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteNumber("layouts", found.Layouts);
        json.WriteNumber("priced", found.Priced);
        json.WriteNumber("fitting", found.Fitting);
        json.WriteStartArray("best");
        foreach (var result in found.Best)
        {
            json.WriteStartObject();
            Step(json, result);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    });

    /// <summary>Writes predicted steps held against measured ones.</summary>
    public static string Write(TrainingReport report) => Text(json =>
    {
        json.WriteStartObject();
        json.WriteStartObject("total");
        if (report.Total is { } total)
            Errors(json, total);
        json.WriteEndObject();
        json.WriteStartArray("groups");
        foreach (var g in report.Groups)
        {
            json.WriteStartObject();
            json.WriteString("framework", g.Framework);
            json.WriteString("gpu", g.Gpu);
            json.WriteString("recipe", g.Recipe);
            json.WriteString("model", g.Model);
            Errors(json, g.Errors);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteNumber("rejected", report.Rejections.Length);
        json.WriteEndObject();
    });

    private static void Step(Utf8JsonWriter json, TrainingResult r)
    {
        var (request, p) = (r.Request, r.Request.Parallelism);
        json.WriteString("system", request.System.Id);
        json.WriteString("gpu", request.System.Gpu.Id);
        json.WriteString("model", request.Model.Id);
        json.WriteString("precision", request.Recipe.Name);
        json.WriteString("framework", request.Framework.Name);
        json.WriteString("recompute", Words.Of(request.Recompute));
        json.WriteString("schedule", request.Schedule.ToString());
        Numbers(
            json, null, ("gpus", p.Ranks), ("global_batch", request.GlobalBatch), ("micro_batch", request.MicroBatch),
            ("micro_batches", request.MicroBatches), ("sequence", request.Sequence));
        Numbers(json, "parallelism", ("tp", p.Tp), ("pp", p.Pp), ("vp", p.Vp), ("cp", p.Cp), ("ep", p.Ep), ("dp", p.Dp), ("zero", p.Zero));
        Numbers(
            json, "step", ("seconds", r.Seconds), ("low_seconds", r.LowSeconds), ("high_seconds", r.HighSeconds),
                ("tokens_per_second_per_gpu", r.TokensPerSecondPerGpu),
            ("model_flops", r.ModelFlops), ("hardware_flops", r.HardwareFlops), ("peak_flops_per_second", r.PeakFlopsPerSecond),
            ("model_flop_utilisation", r.ModelFlopUtilisation), ("hardware_flop_utilisation", r.HardwareFlopUtilisation));
        Numbers(json, "breakdown", [.. r.Breakdown.Parts.Select(part => (part.Name.Replace(' ', '_'), part.Seconds))]);
        Numbers(json, "seconds_by_bound", [.. r.ByBound.Select(b => (Words.Of(b.Bound).Replace(' ', '_'), b.Seconds))]);
        if (r.Energy is { } energy)
            Energy(json, energy);
        Numbers(
            json, "memory", ("stage", r.Memory.Stage), ("weights", r.Memory.Weights), ("master_weights", r.Memory.MasterWeights),
                ("gradients", r.Memory.Gradients),
            ("optimizer_states", r.Memory.OptimizerStates), ("activations", r.Memory.Activations), ("working", r.Memory.Working), ("buffers", r.Memory.Buffers),
            ("fragmentation", r.Memory.Fragmentation), ("total", r.Memory.Total), ("capacity", r.Memory.Capacity));
    }

    private static void Schedule(Utf8JsonWriter json, TrainingResult r, int most)
    {
        var events = PipelineSimulator.Run(r.Work, r.Request.Schedule, record: true).Events;
        json.WriteNumber("pass_count", events.Length);
        json.WriteStartArray("passes");
        foreach (var e in events.OrderBy(e => e.Start).ThenBy(e => e.Stage).Take(most))
        {
            json.WriteStartObject();
            json.WriteNumber("stage", e.Stage);
            json.WriteString("kind", EnumNames.Of(e.Kind));
            Numbers(json, null, ("micro_batch", e.MicroBatch), ("start", e.Start), ("end", e.End));
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void Energy(Utf8JsonWriter json, TrainingEnergy e)
    {
        Numbers(json, "energy", ("joules_per_step", e.StepJoules), ("joules_per_token", e.JoulesPerToken), ("joules_per_gpu", e.PerGpu.TotalJoules),
            ("average_watts", e.AverageWatts), ("cap_watts", e.CapWatts), ("idle_watts", e.IdleWatts), ("operator_accuracy", e.Accuracy));
        Numbers(json, "joules_per_gpu_by_component", [.. e.PerGpu.Parts.Select(p => (p.Name.Replace(' ', '_'), p.Value))]);
    }

    private static void Run(Utf8JsonWriter json, RunCost c) => Numbers(
        json, "run", ("tokens", c.Plan.Tokens), ("steps", c.Steps), ("seconds", c.Seconds), ("gpu_hours", c.GpuHours), ("joules", c.Joules),
            ("dollars", c.Dollars),
        ("failures", c.Failures), ("checkpoint_bytes", c.CheckpointBytes), ("checkpoint_seconds", c.CheckpointSeconds),
            ("checkpoint_interval_seconds", c.IntervalSeconds),
        ("goodput", c.Goodput));

    private static void Errors(Utf8JsonWriter json, TrainingErrors e) => Numbers(
        json, null, ("rows", e.Rows), ("mape", Percent(e.Mape)), ("worst", Percent(e.Worst)), ("bias", Percent(e.Bias)),
            ("interval_coverage", Percent(e.Coverage)), ("too_large", e.TooLarge));

    private static double Percent(double fraction) => Math.Round(100 * fraction, 4);

    private static void Numbers(Utf8JsonWriter json, string? name, params (string Key, double Value)[] values)
    {
        if (name is not null)
            json.WriteStartObject(name);
        foreach (var (key, value) in values)
        {
            if (double.IsFinite(value))
                json.WriteNumber(key, value);
            else
                json.WriteNull(key);
        }

        if (name is not null)
            json.WriteEndObject();
    }

    private static string Text(Action<Utf8JsonWriter> write)
    {
        using var buffer = new MemoryStream();
        using (var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            write(json);
        }

        return Encoding.UTF8.GetString(buffer.ToArray()) + "\n";
    }
}
