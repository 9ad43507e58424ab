using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Hardware.Descriptions;
using Simulator.Systems.PostTraining;
using Simulator.Systems.PostTraining.Results;
using Simulator.Systems.PostTraining.Search;

namespace Simulator.Cli.Export;

/// <summary>Runs of reinforcement learning as JSON: seconds, bytes, counts and rates.</summary>
internal static class PostTrainingJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes a run.</summary>
    public static string Write(PostTrainingSystem system, PostTrainingResult result) => Of(system, result).ToJsonString(Indented) + "\n";

    /// <summary>Writes what a search found, fastest first.</summary>
    public static string Write(ImmutableArray<Division> best, ImmutableArray<string> misfits) => new JsonObject
    {
        ["divisions"] = new JsonArray([.. best.Select(d => (JsonNode)Of(d.System, d.Result))]),
        ["misfits"] = new JsonArray([.. misfits.Select(m => (JsonNode)m)]),
    }.ToJsonString(Indented) + "\n";

    private static JsonObject Of(PostTrainingSystem system, PostTrainingResult r)
    {
        var d = system.Description;
        return new JsonObject
        {
            ["model"] = system.Model.Id,
            ["placement"] = EnumNames.Of(d.Placement),
            ["gpus"] = system.Gpus,
            ["rollout_gpus"] = system.RolloutGpus,
            ["learner_gpus"] = system.LearnerGpus,
            ["staleness_bound"] = d.Staleness,
            ["iterations"] = r.Measured,
            ["seconds"] = r.Seconds,
            ["iteration_s"] = r.IterationSeconds,
            ["samples_per_s"] = r.SamplesPerSecond,
            ["tokens_per_s_per_gpu"] = r.TokensPerSecondPerGpu,
            ["output_tokens_per_s"] = r.OutputTokensPerSecond,
            ["busy_share"] = r.BusyShare,
            ["dollars_per_iteration"] = system.DollarsPerIteration(r),
            ["pools"] = new JsonArray([.. r.Pools.Select(p => (JsonNode)Of(p))]),
            ["staleness"] = new JsonObject { ["mean"] = r.MeanStaleness, ["samples"] = new JsonArray([.. r.ByStaleness.Select(n => (JsonNode)n)]) },
            ["samples"] = new JsonObject { ["begun"] = r.Begun, ["learned"] = r.Learned, ["in_flight"] = r.InFlight },
            ["rollout"] = new JsonObject
            {
                ["mean_batch"] = r.MeanBatch,
                ["largest_batch"] = r.LargestBatch,
                ["thin_share"] = r.ThinShare,
                ["preemptions"] = r.Preemptions,
                ["kv_blocks"] = system.Rollout.KvBlocks,
                ["kv_blocks_taken_at_most"] = r.LargestBlocks,
                ["weight_bytes"] = system.RolloutWeightBytes,
            },
            ["learner"] = new JsonObject
            {
                ["memory_bytes"] = system.Learner.Memory.Total,
                ["memory_capacity_bytes"] = system.Learner.Memory.Capacity,
                ["reference_bytes"] = system.Learner.ReferenceBytes,
                ["keeps_reference"] = system.Learner.KeepsReference,
                ["offload"] = system.Swap is { } swap ? EnumNames.Of(swap.Kind) : null,
            },
            ["sync"] = new JsonObject
            {
                ["publish_s"] = system.Sync.Publish,
                ["load_s"] = system.Sync.Load,
                ["before_s"] = system.Sync.Before,
                ["after_s"] = system.Sync.After,
            },
        };
    }

    private static JsonObject Of(PoolTime pool)
    {
        var shares = new JsonObject();
        foreach (var activity in pool.Activities)
            shares[EnumNames.Of(activity).Replace('-', '_')] = pool.Share(activity);
        return new JsonObject
        {
            ["name"] = pool.Name,
            ["gpus"] = pool.Gpus,
            ["gpu_seconds"] = pool.Total,
            ["busy_share"] = pool.BusyShare,
            ["shares"] = shares,
        };
    }
}
