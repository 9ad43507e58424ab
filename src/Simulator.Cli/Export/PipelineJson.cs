using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Systems.Serving.Pipelines.Metrics;
using Simulator.Systems.Serving.Pipelines.Splits;

namespace Simulator.Cli.Export;

/// <summary>The results of a system of models as JSON: seconds, counts, rates, fractions and US dollars.</summary>
internal static class PipelineJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the results.</summary>
    public static string Write(PipelineResult r, SplitAnswer? answer)
    {
        var json = new JsonObject
        {
            ["seconds"] = r.Seconds,
            ["requests"] = new JsonObject
            {
                ["arrived"] = r.Arrived,
                ["finished"] = r.Finished,
                ["rejected"] = r.Rejected,
                ["left"] = r.Left,
                ["kept_objective"] = r.Kept,
                ["rejections"] = new JsonArray([.. r.Rejections.Select(text => (JsonNode)text)]),
            },
            ["latency_s"] = ServingNumbers.Of(r.Latency),
            ["latency_at_share_s"] = ServingNumbers.Of(r.LatencyAtShare),
            ["requests_per_s"] = ServingNumbers.Of(r.RequestsPerSecond),
            ["goodput_per_s"] = ServingNumbers.Of(r.Goodput),
            ["in_system"] = ServingNumbers.Of(r.MeanInSystem),
            ["calls"] = r.Calls,
            ["gpus"] = r.Gpus,
            ["dollars_per_hour"] = r.DollarsPerHour,
            ["dollars_per_1000_requests"] = r.DollarsPerThousand,
            ["nodes"] = new JsonArray([.. r.Nodes.Select(Of)]),
            ["pools"] = new JsonArray([.. r.Pools.Select(Of)]),
        };
        if (answer is not null)
        {
            json["split"] = new JsonObject
            {
                ["keeps_objective"] = answer.Keeps,
                ["simulated"] = answer.Simulated,
                ["replicas"] = Replicas(answer.Best),
                ["front"] = new JsonArray([.. answer.Front.Select(p => new JsonObject
                {
                    ["replicas"] = Replicas(p),
                    ["gpus"] = p.Result.Gpus,
                    ["dollars_per_hour"] = p.Result.DollarsPerHour,
                    ["kept_share"] = p.Result.KeptShare,
                    ["latency_at_share_s"] = ServingNumbers.Of(p.Result.LatencyAtShare),
                    ["goodput_per_s"] = ServingNumbers.Of(p.Result.Goodput),
                })]),
            };
        }

        return json.ToJsonString(Indented) + "\n";
    }

    private static JsonObject Replicas(SplitPoint point) =>
        new(point.Result.Pools.Select((p, i) => KeyValuePair.Create<string, JsonNode?>(p.Name, point.Replicas[i])));

    private static JsonNode Of(NodeResult n) => new JsonObject
    {
        ["name"] = n.Name,
        ["station"] = n.Station,
        ["visits_per_request"] = n.VisitsPerRequest,
        ["calls_per_request"] = n.CallsPerRequest,
        ["wait_s"] = ServingNumbers.Of(n.MeanWaitSeconds),
        ["service_s"] = ServingNumbers.Of(n.MeanServiceSeconds),
        ["visit_s"] = ServingNumbers.Of(n.Time),
        ["critical_share"] = n.CriticalShare,
        ["critical_wait_share"] = n.CriticalWaitShare,
    };

    private static JsonNode Of(PipelinePoolResult p) => new JsonObject
    {
        ["name"] = p.Name,
        ["replicas"] = p.Replicas,
        ["gpus"] = p.Gpus,
        ["utilisation"] = p.Utilisation,
        ["dollars_per_hour"] = p.DollarsPerHour,
        ["engines"] = new JsonArray([.. p.Engines.Select(e => new JsonObject
        {
            ["name"] = e.Name,
            ["model"] = e.Model,
            ["utilisation"] = e.Utilisation,
            ["mean_batch"] = e.MeanBatch,
            ["steps"] = e.Steps,
            ["tokens"] = e.Tokens,
            ["preemptions"] = e.Preemptions,
            ["kv_tokens"] = e.KvTokens,
        })]),
    };
}
