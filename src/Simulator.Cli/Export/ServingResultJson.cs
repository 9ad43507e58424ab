using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Cli.Options;
using Simulator.Hardware.Descriptions;
using Simulator.Systems.Serving.Curves;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Fleets.Transfers;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Cli.Export;

/// <summary>The results of a serving run as JSON: seconds; counts of what was simulated, rates of the whole fleet.</summary>
internal static class ServingResultJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the results of one run.</summary>
    public static string Write(ServingSetting setting, ServingOutcome outcome) => Of(setting.Plan, setting.Description, outcome).ToJsonString(Indented) + "\n";

    /// <summary>Writes the results under several loads, as a list.</summary>
    public static string Write(ServingSetting setting, IEnumerable<LoadPoint> points) =>
        new JsonArray([.. points.Select(p => (JsonNode)Of(setting.Plan, p.Description, p.Outcome))]).ToJsonString(Indented) + "\n";

    private static JsonObject Of(FleetPlan plan, ServingDescription description, ServingOutcome outcome)
    {
        var document = Of(plan, outcome.Fleet);
        (string Key, JsonNode? Value)[] first =
        [
            ("model", Joined(plan, p => p.System.Model.Id)), ("gpu", Joined(plan, p => p.System.Hardware.Gpu.Id)), ("system", Joined(plan, p => p.System.Hardware.Id)),
            ("precision", Joined(plan, p => p.Description.Precision)), ("parallelism", Joined(plan, p => p.System.Parallelism.ToString())),
            ("stack", Joined(plan, p => p.Description.Stack)), ("scheduler", Joined(plan, p => EnumNames.Of(p.Description.Scheduler))),
            ("load", Load(description)),
            ("slo", new JsonObject { ["ttft_s"] = description.SloTtftSeconds, ["tpot_s"] = description.SloTpotSeconds }),
        ];
        for (var i = 0; i < first.Length; i++)
        {
            document.Insert(i, first[i].Key, first[i].Value);
        }

        document["tokens_per_s_per_gpu"] = ServingNumbers.Of(outcome.TokensPerSecondPerGpu);
        document["tokens_per_s_per_user"] = ServingNumbers.Of(outcome.Result.TokensPerSecondPerUser);
        document["energy"] = outcome.Energy is { } e ? Of(e) : null;
        document["money"] = outcome.Money is { } m ? Of(m) : null;
        return document;
    }

    private static string Joined(FleetPlan plan, Func<PoolPlan, string> of) => string.Join(" + ", plan.Pools.Select(of).Distinct());

    private static JsonObject Load(ServingDescription description) => description.Kind switch
    {
        ArrivalKind.ClosedLoop => new JsonObject { ["concurrency"] = description.Concurrency },
        ArrivalKind.Random => new JsonObject { ["rate"] = description.Rate },
        _ => new JsonObject { ["trace"] = description.Trace },
    };

    private static JsonObject Of(ServingEnergy e) => new()
    {
        ["joules"] = ServingNumbers.Of(e.Joules),
        ["watts_per_gpu"] = ServingNumbers.Of(e.MeanWatts),
        ["joules_per_output_token"] = ServingNumbers.Of(e.JoulesPerOutputToken),
        ["joules_per_request"] = ServingNumbers.Of(e.JoulesPerRequest),
        ["accuracy"] = ServingNumbers.Of(e.Accuracy),
    };

    private static JsonObject Of(ServingMoney m) => new()
    {
        ["gpu_hour_usd"] = ServingNumbers.Of(m.Price.DollarsPerHour),
        ["kilowatt_hour_usd"] = ServingNumbers.Of(m.Price.DollarsPerKilowattHour),
        ["origin"] = m.Price.Origin,
        ["fleet_hour_usd"] = ServingNumbers.Of(m.FleetPerHour),
        ["million_output_tokens_usd"] = ServingNumbers.Of(m.PerMillionOutputTokens),
        ["million_tokens_usd"] = ServingNumbers.Of(m.PerMillionTokens),
    };

    /// <summary>The results as an object.</summary>
    public static JsonObject Of(FleetPlan plan, FleetResult result)
    {
        var r = result.Total;
        return new JsonObject
        {
            ["gpus"] = plan.Gpus,
            ["scale"] = result.Scale,
            ["seconds"] = r.Seconds,
            ["requests"] = new JsonObject
            {
                ["arrived"] = r.Arrived,
                ["finished"] = r.Finished,
                ["rejected"] = r.Rejected,
                ["waiting"] = r.Waiting,
                ["running"] = r.Running,
                ["kept_objective"] = r.Kept,
                ["rejections"] = new JsonArray([.. r.Rejections.Select(text => (JsonNode)text)]),
            },
            ["trace_rows_left_out"] = result.LeftOut?.Count ?? 0,
            ["ttft_s"] = ServingNumbers.Of(r.Ttft),
            ["tpot_s"] = ServingNumbers.Of(r.Tpot),
            ["interval_s"] = ServingNumbers.Of(r.Interval),
            ["latency_s"] = ServingNumbers.Of(r.Latency),
            ["requests_per_s"] = ServingNumbers.Of(result.RequestsPerSecond),
            ["output_tokens_per_s"] = ServingNumbers.Of(result.OutputTokensPerSecond),
            ["goodput_per_s"] = ServingNumbers.Of(result.Goodput),
            ["tokens"] = new JsonObject { ["prompt"] = r.PromptTokens, ["prompt_computed"] = r.ComputedPromptTokens, ["output"] = r.OutputTokens },
            ["steps"] = r.Steps,
            ["busy_s"] = r.BusySeconds,
            ["gpu_s"] = r.GpuSeconds,
            ["host_s"] = new JsonObject { ["total"] = r.HostSeconds, ["exposed"] = r.ExposedHostSeconds, ["asynchronous"] = plan.Pools[0].System.Settings.Host.Asynchronous },
            ["queue"] = new JsonObject { ["mean"] = ServingNumbers.Of(r.MeanQueue), ["max"] = r.LargestQueue },
            ["batch"] = new JsonObject { ["mean"] = ServingNumbers.Of(r.MeanBatch), ["max"] = r.LargestBatch },
            ["kv_blocks"] = new JsonObject { ["capacity"] = plan.Pools[^1].System.KvBlocks, ["mean"] = ServingNumbers.Of(r.MeanBlocks), ["max"] = r.LargestBlocks },
            ["preemptions"] = r.Preemptions,
            ["swaps"] = new JsonObject { ["out"] = r.Swaps.Out, ["in"] = r.Swaps.In, ["bytes"] = r.Swaps.Bytes },
            ["prefix_cache"] = new JsonObject
            {
                ["prompt_tokens"] = r.Cache.PromptTokens,
                ["cached_tokens"] = r.Cache.CachedTokens,
                ["hit_rate"] = r.Cache.HitRate,
                ["tiers"] = new JsonArray([.. r.Cache.Tiers.Select(Of)]),
            },
            ["speculation"] = new JsonObject
            {
                ["verifications"] = r.Speculation.Verifications,
                ["tokens"] = r.Speculation.Tokens,
                ["tokens_per_step"] = ServingNumbers.Of(r.Speculation.TokensPerStep),
            },
            ["graphs"] = new JsonObject
            {
                ["eager_steps"] = r.Launches.Eager,
                ["piecewise_steps"] = r.Launches.Piecewise,
                ["padding_tokens"] = r.Launches.Padding,
                ["padding_share"] = r.Launches.PaddingShare,
            },
            ["gpu_seconds"] = result.GpuSeconds,
            ["pools"] = new JsonArray([.. result.Pools.Select((p, i) => (JsonNode)Of(plan.Pools[i], p))]),
            ["transfer"] = result.Transfer is { } transfer ? Of(plan.Path!, transfer) : null,
        };
    }

    private static JsonObject Of(PoolPlan plan, PoolResult p) => new()
    {
        ["name"] = p.Name,
        ["gpu"] = plan.System.Hardware.Gpu.Id,
        ["parallelism"] = plan.System.Parallelism.ToString(),
        ["replicas"] = plan.Replicas,
        ["engines"] = plan.Engines,
        ["engines_simulated"] = p.Replicas * p.Groups,
        ["gpus"] = plan.Gpus,
        ["gpu_seconds"] = p.GpuSeconds,
        ["mean_replicas"] = ServingNumbers.Of(p.MeanReplicas),
        ["starts"] = p.Changes.Starts,
        ["stops"] = p.Changes.Stops,
        ["busy_s"] = p.BusySeconds,
        ["utilisation"] = ServingNumbers.Of(p.Utilisation),
        ["busiest"] = ServingNumbers.Of(p.Spread.Most),
        ["idlest"] = ServingNumbers.Of(p.Spread.Least),
        ["steps"] = p.Steps,
        ["preemptions"] = p.Preemptions,
        ["queue"] = new JsonObject { ["mean"] = ServingNumbers.Of(p.Queue.Mean), ["max"] = p.Queue.Most },
        ["batch"] = new JsonObject { ["mean"] = ServingNumbers.Of(p.Batch.Mean), ["max"] = p.Batch.Most },
        ["kv_blocks"] = new JsonObject { ["capacity"] = p.BlockCapacity, ["mean"] = ServingNumbers.Of(p.Blocks.Mean), ["max"] = p.Blocks.Most },
        ["stage"] = Of(p.Stage),
    };

    private static JsonObject Of(TransferPath path, TransferResult t) => new()
    {
        ["link"] = EnumNames.Of(path.Link),
        ["overlap"] = EnumNames.Of(path.Overlap),
        ["caches"] = t.Count,
        ["bytes"] = t.Bytes,
        ["waited"] = t.Waited,
        ["wait_s"] = ServingNumbers.Of(t.Wait),
        ["exposed_s"] = ServingNumbers.Of(t.Exposed),
        ["stage"] = Of(t.Stage),
    };

    private static JsonObject Of(StageResult s) => new()
    {
        ["entered"] = s.Entered,
        ["left"] = s.Left,
        ["inside"] = s.Inside,
        ["mean"] = ServingNumbers.Of(s.Mean),
        ["max"] = s.Largest,
        ["sojourn_s"] = ServingNumbers.Of(s.MeanSojournSeconds),
    };

    private static JsonNode Of(TierUse t) => new JsonObject
    {
        ["name"] = t.Name,
        ["loads"] = t.Loads,
        ["hit_tokens"] = t.HitTokens,
        ["loaded_bytes"] = t.LoadedBytes,
        ["load_s"] = t.LoadSeconds,
        ["written_bytes"] = t.WrittenBytes,
    };
}
