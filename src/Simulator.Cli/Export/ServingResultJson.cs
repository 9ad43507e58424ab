using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Cli.Options;
using Simulator.Hardware.Descriptions;
using Simulator.Systems.Serving.Curves;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Cli.Export;

/// <summary>The results of a serving run as JSON: seconds, counts and rates of one data-parallel group.</summary>
internal static class ServingResultJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the results of one run.</summary>
    public static string Write(ServingSetting setting, ServingSystem serving, ServingDescription description, ServingOutcome outcome) =>
        Of(setting, serving, description, outcome).ToJsonString(Indented) + "\n";

    /// <summary>Writes the results under several loads, as a list.</summary>
    public static string Write(ServingSetting setting, ServingSystem serving, IEnumerable<LoadPoint> points) =>
        new JsonArray([.. points.Select(p => (JsonNode)Of(setting, serving, p.Description, p.Outcome))]).ToJsonString(Indented) + "\n";

    private static JsonObject Of(ServingSetting setting, ServingSystem serving, ServingDescription description, ServingOutcome outcome)
    {
        var document = Of(serving, outcome.Result);
        (string Key, JsonNode? Value)[] first =
        [
            ("model", serving.Model.Id), ("gpu", setting.System.Gpu.Id), ("system", setting.System.Id), ("precision", description.Precision),
            ("parallelism", serving.Parallelism.ToString()), ("stack", description.Stack), ("scheduler", EnumNames.Of(description.Scheduler)),
            ("load", Load(description)),
            ("slo", new JsonObject { ["ttft_s"] = description.SloTtftSeconds, ["tpot_s"] = description.SloTpotSeconds }),
        ];
        for (var i = 0; i < first.Length; i++)
        {
            document.Insert(i, first[i].Key, first[i].Value);
        }

        document["tokens_per_s_per_gpu"] = Number(outcome.TokensPerSecondPerGpu);
        document["tokens_per_s_per_user"] = Number(outcome.Result.TokensPerSecondPerUser);
        document["energy"] = outcome.Energy is { } e ? Of(e) : null;
        document["money"] = outcome.Money is { } m ? Of(m) : null;
        return document;
    }

    private static JsonObject Load(ServingDescription description) => description.Kind switch
    {
        ArrivalKind.ClosedLoop => new JsonObject { ["concurrency"] = description.Concurrency },
        ArrivalKind.Random => new JsonObject { ["rate"] = description.Rate },
        _ => new JsonObject { ["trace"] = description.Trace },
    };

    private static JsonObject Of(ServingEnergy e) => new()
    {
        ["joules"] = Number(e.Joules),
        ["watts_per_gpu"] = Number(e.MeanWatts),
        ["joules_per_output_token"] = Number(e.JoulesPerOutputToken),
        ["joules_per_request"] = Number(e.JoulesPerRequest),
        ["accuracy"] = Number(e.Accuracy),
    };

    private static JsonObject Of(ServingMoney m) => new()
    {
        ["gpu_hour_usd"] = Number(m.Price.DollarsPerHour),
        ["kilowatt_hour_usd"] = Number(m.Price.DollarsPerKilowattHour),
        ["origin"] = m.Price.Origin,
        ["fleet_hour_usd"] = Number(m.FleetPerHour),
        ["million_output_tokens_usd"] = Number(m.PerMillionOutputTokens),
        ["million_tokens_usd"] = Number(m.PerMillionTokens),
    };

    private static JsonObject Of(ServingSystem serving, ServingResult r) => new()
    {
        ["gpus"] = serving.Parallelism.Ranks,
        ["groups"] = serving.Parallelism.Dp,
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
        ["ttft_s"] = Of(r.Ttft),
        ["tpot_s"] = Of(r.Tpot),
        ["interval_s"] = Of(r.Interval),
        ["latency_s"] = Of(r.Latency),
        ["requests_per_s"] = Number(r.RequestsPerSecond),
        ["output_tokens_per_s"] = Number(r.OutputTokensPerSecond),
        ["goodput_per_s"] = Number(r.Goodput),
        ["tokens"] = new JsonObject { ["prompt"] = r.PromptTokens, ["prompt_computed"] = r.ComputedPromptTokens, ["output"] = r.OutputTokens },
        ["steps"] = r.Steps,
        ["busy_s"] = r.BusySeconds,
        ["queue"] = new JsonObject { ["mean"] = Number(r.MeanQueue), ["max"] = r.LargestQueue },
        ["batch"] = new JsonObject { ["mean"] = Number(r.MeanBatch), ["max"] = r.LargestBatch },
        ["kv_blocks"] = new JsonObject { ["capacity"] = serving.KvBlocks, ["mean"] = Number(r.MeanBlocks), ["max"] = r.LargestBlocks },
        ["preemptions"] = r.Preemptions,
    };

    private static JsonObject Of(Distribution d) => new()
    {
        ["mean"] = Number(d.Mean),
        ["p50"] = Number(d.P50),
        ["p90"] = Number(d.P90),
        ["p99"] = Number(d.P99),
        ["max"] = Number(d.Largest),
    };

    private static JsonValue? Number(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
