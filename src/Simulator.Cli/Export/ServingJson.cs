using System.Text.Json;
using System.Text.Json.Nodes;
using Simulator.Systems.Serving.Validation;

namespace Simulator.Cli.Export;

/// <summary>Errors of serving predictions as JSON.</summary>
internal static class ServingJson
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Writes the errors.</summary>
    public static string Write(ServingReport report) => new JsonObject
    {
        ["total"] = Group(report.Total!),
        ["refused"] = report.Refused.Length,
        ["groups"] = new JsonArray([.. report.Groups.Select(Group)]),
    }.ToJsonString(Indented) + "\n";

    private static JsonNode Group(ServingGroup group) => new JsonObject
    {
        ["name"] = group.Name,
        ["rows"] = group.Rows,
        ["tpot"] = Summary(group.Tpot),
        ["ttft"] = Summary(group.Ttft),
    };

    private static JsonObject Summary(RatioSummary s) => new()
    {
        ["mape"] = s.Mape,
        ["median_ape"] = s.MedianApe,
        ["bias"] = s.Bias,
        ["measured_over_predicted_low"] = s.Low,
        ["measured_over_predicted_high"] = s.High,
    };
}
