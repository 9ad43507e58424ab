using System.Text.Json.Nodes;
using Simulator.Hardware.Descriptions;

namespace Simulator.Exploration.Experiments;

/// <summary>The JSON schema of experiment files.</summary>
public static class ExperimentSchema
{
    /// <summary>Creates the schema.</summary>
    /// <returns>A JSON schema (draft 2020-12).</returns>
    public static JsonObject Create()
    {
        var schema = DescriptionSchema.For<ExperimentDescription>("Experiment", allowsBase: false);
        var properties = (JsonObject)schema["properties"]!;
        foreach (var key in new[] { "set", "derive", "metrics" })
        {
            ((JsonObject)properties[key]!)["additionalProperties"] = Scalar();
        }

        ((JsonObject)properties["vary"]!)["additionalProperties"] = new JsonObject
        {
            ["anyOf"] = new JsonArray(Scalar(), new JsonObject { ["type"] = "array", ["items"] = Scalar(), ["minItems"] = 1 }),
            ["examples"] = new JsonArray("2..8 TB/s:13", "log 1..4096:7", "96..168 step 12", new JsonArray("bf16", "fp8")),
        };
        return schema;
    }

    private static JsonObject Scalar() => new() { ["type"] = new JsonArray("string", "number", "boolean") };
}
