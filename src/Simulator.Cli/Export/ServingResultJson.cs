using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Cli.Export;

/// <summary>The results of a serving run as JSON: seconds, counts and rates of one data-parallel group.</summary>
internal static class ServingResultJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the results.</summary>
    public static string Write(ServingSystem serving, ServingResult r) => new JsonObject
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
        ["gpu_s"] = r.GpuSeconds,
        ["host_s"] = new JsonObject { ["total"] = r.HostSeconds, ["exposed"] = r.ExposedHostSeconds, ["asynchronous"] = serving.Settings.Host.Asynchronous },
        ["queue"] = new JsonObject { ["mean"] = Number(r.MeanQueue), ["max"] = r.LargestQueue },
        ["batch"] = new JsonObject { ["mean"] = Number(r.MeanBatch), ["max"] = r.LargestBatch },
        ["kv_blocks"] = new JsonObject { ["capacity"] = serving.KvBlocks, ["mean"] = Number(r.MeanBlocks), ["max"] = r.LargestBlocks },
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
            ["tokens_per_step"] = Number(r.Speculation.TokensPerStep),
        },
        ["graphs"] = new JsonObject
        {
            ["eager_steps"] = r.Launches.Eager,
            ["piecewise_steps"] = r.Launches.Piecewise,
            ["padding_tokens"] = r.Launches.Padding,
            ["padding_share"] = r.Launches.PaddingShare,
        },
    }.ToJsonString(Indented) + "\n";

    private static JsonNode Of(TierUse t) => new JsonObject
    {
        ["name"] = t.Name,
        ["loads"] = t.Loads,
        ["hit_tokens"] = t.HitTokens,
        ["loaded_bytes"] = t.LoadedBytes,
        ["load_s"] = t.LoadSeconds,
        ["written_bytes"] = t.WrittenBytes,
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
