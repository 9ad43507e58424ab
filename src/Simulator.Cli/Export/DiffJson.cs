using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Cli.Rendering;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Systems.Differences;
using Simulator.Systems.Inference;
using Simulator.Systems.Serving.Capacity;
using Simulator.Workloads.Models;

namespace Simulator.Cli.Export;

/// <summary>The difference of two models as JSON: seconds, bytes, joules.</summary>
internal static class DiffJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the difference.</summary>
    public static string Write(ModelDifference difference, FleetDifference? fleet, SystemDescription system)
    {
        var request = difference.Phases[0].Before.Request!;
        return new JsonObject
        {
            ["system"] = system.Id,
            ["gpu"] = system.Gpu.Id,
            ["parallelism"] = request.Parallelism.ToString(),
            ["before"] = Of(difference.Before, difference.BeforeFootprint),
            ["after"] = Of(difference.After, difference.AfterFootprint),
            ["steps"] = new JsonArray([.. difference.Phases.Select(p => (JsonNode)Of(p))]),
            ["fleet"] = fleet is null ? null : Of(fleet),
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Of(ModelDescription model, ModelFootprint footprint) => new()
    {
        ["model"] = model.Id,
        ["version"] = model.Version,
        ["parameters"] = footprint.Parameters,
        ["active_parameters"] = footprint.ActiveParameters,
        ["weight_bytes_per_gpu"] = footprint.WeightBytes,
        ["cache_bytes_per_token"] = footprint.TokenBytes,
        ["window_bytes_per_sequence"] = footprint.WindowBytes,
        ["state_bytes_per_sequence"] = footprint.StateBytes,
    };

    private static JsonObject Of(PhaseDifference phase) => new()
    {
        ["phase"] = EnumNames.Of(phase.Phase),
        ["batch"] = phase.Before.Request!.GlobalBatch,
        ["new_tokens"] = phase.Before.Request.Step.NewTokens,
        ["context"] = phase.Before.Request.Step.Context,
        ["before"] = Of(phase.Before),
        ["after"] = Of(phase.After),
        ["seconds_difference"] = phase.Step.Seconds,
        ["than_before"] = Words.Of(phase.Step.Separation),
        ["operators"] = new JsonArray([.. phase.Step.Operators.Select(o => (JsonNode)new JsonObject
        {
            ["name"] = o.Name,
            ["change"] = EnumNames.Of(o.Change),
            ["before"] = o.Before,
            ["after"] = o.After,
            ["runs_before"] = o.RunsBefore,
            ["runs_after"] = o.RunsAfter,
            ["seconds_before"] = o.SecondsBefore,
            ["seconds_after"] = o.SecondsAfter,
            ["seconds_difference"] = o.Seconds,
        })]),
    };

    private static JsonObject Of(StepPrediction prediction) => new()
    {
        ["precision"] = prediction.Request!.Recipe.Name,
        ["seconds"] = prediction.Result!.Seconds,
        ["low_seconds"] = prediction.Result.LowSeconds,
        ["high_seconds"] = prediction.Result.HighSeconds,
        ["tokens_per_second_per_gpu"] = prediction.Figures!.TokensPerSecondPerGpu,
        ["memory_bytes_per_gpu"] = prediction.Memory!.Total,
        ["joules_per_token"] = prediction.Result.Energy?.JoulesPerToken(prediction.Request),
        ["average_watts"] = prediction.Result.Energy?.AverageWatts,
    };

    private static JsonObject Of(FleetDifference fleet) => new()
    {
        ["requests_per_s"] = fleet.RequestsPerSecond,
        ["input_tokens"] = fleet.InputTokens,
        ["output_tokens"] = fleet.OutputTokens,
        ["slo"] = new JsonObject { ["ttft_s"] = Finite(fleet.Objective.TtftSeconds), ["tpot_s"] = Finite(fleet.Objective.TpotSeconds) },
        ["before"] = Of(fleet.Before, fleet.RequestsPerSecond),
        ["after"] = Of(fleet.After, fleet.RequestsPerSecond),
    };

    private static JsonObject? Of(SteadyState? state, double? rate) => state is null ? null : new JsonObject
    {
        ["gpus"] = rate is { } load ? state.GpusFor(load) : null,
        ["engine_gpus"] = state.Gpus,
        ["engine_requests_per_s"] = state.RequestsPerSecond,
        ["batch"] = state.Batch,
        ["ttft_s"] = state.TtftSeconds,
        ["tpot_s"] = state.TpotSeconds,
        ["limit"] = EnumNames.Of(state.Limit),
    };

    private static JsonValue? Finite(double value) => double.IsFinite(value) ? JsonValue.Create(value) : null;
}
