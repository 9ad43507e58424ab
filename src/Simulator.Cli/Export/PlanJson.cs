using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Systems.Serving.Planning;

namespace Simulator.Cli.Export;

/// <summary>A plan as JSON: seconds and rates.</summary>
internal static class PlanJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes a plan.</summary>
    public static string Write(PlanAnswer answer)
    {
        var request = answer.Request;
        return new JsonObject
        {
            ["attainment"] = request.Attainment,
            ["slo"] = new JsonObject { ["ttft_s"] = ServingNumbers.Of(request.Objective.TtftSeconds), ["tpot_s"] = ServingNumbers.Of(request.Objective.TpotSeconds) },
            ["considered"] = answer.Considered,
            ["alone"] = new JsonObject { ["ttft_s"] = ServingNumbers.Of(answer.BestTtft.Seconds), ["tpot_s"] = ServingNumbers.Of(answer.BestTpot.Seconds) },
            ["best"] = answer.Best is { } best ? Of(best.Candidate, best.Best!) : null,
            ["rate_relative_error"] = ServingNumbers.Of(answer.RelativeError),
            ["layouts"] = new JsonArray(
            [
                .. answer.Entries.Select(e => (JsonNode)new JsonObject
                {
                    ["estimated_rate"] = e.Candidate.Estimate,
                    ["holds"] = e.Best is not null,
                    ["binds"] = e.Binds,
                    ["at"] = (e.Best ?? e.Failed) is { } point ? Of(e.Candidate, point) : null,
                }),
            ]),
            ["front"] = new JsonArray([.. answer.Front.Select(p => (JsonNode)Of(p.Candidate, p.Point))]),
            ["ten_percent_more"] = new JsonArray(
                [.. answer.Gains.Select(g => (JsonNode)new JsonObject
                {
                    ["resource"] = g.Resource, ["rate"] = g.Rate, ["goodput_change"] = ServingNumbers.Of(g.Change),
                })]),
        }.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Of(PlanCandidate candidate, RatePoint point) => new()
    {
        ["layout"] = candidate.Name,
        ["gpus"] = candidate.Gpus,
        ["price"] = candidate.Price,
        ["rate"] = point.Rate,
        ["requests"] = point.Requests,
        ["attainment"] = point.Attainment,
        ["attainment_error"] = point.StandardError,
        ["goodput_per_s"] = point.Goodput,
        ["output_tokens_per_s"] = point.TokensPerSecond,
        ["tokens_per_s_per_user"] = ServingNumbers.Of(point.TokensPerSecondPerUser),
        ["ttft_s"] = ServingNumbers.Of(point.TtftSeconds),
        ["tpot_s"] = ServingNumbers.Of(point.TpotSeconds),
    };
}
