using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Simulator.Hardware.Descriptions;

namespace Simulator.Hardware.Tests.Descriptions;

/// <summary>Checks a tree against the keywords that the schemas of descriptions use.</summary>
internal static class SchemaCheck
{
    internal static bool Accepts(JsonNode schema, DescriptionNode node)
    {
        var s = schema.AsObject();
        return (s["type"] is not { } type || HasType(type, node))
            && (s["anyOf"] is not JsonArray choices || choices.Any(choice => Accepts(choice!, node)))
            && (s["enum"] is not JsonArray names || names.Any(name => (string?)name == (node as ScalarNode)?.Text))
            && (s["pattern"] is not { } pattern || (node is ScalarNode text && Regex.IsMatch(text.Text, (string)pattern!)))
            && (s["minimum"] is not { } minimum || Number(node) >= (double)minimum)
            && (s["exclusiveMinimum"] is not { } above || Number(node) > (double)above)
            && (s["maximum"] is not { } maximum || Number(node) <= (double)maximum)
            && (s["items"] is not { } items || node is not SequenceNode list || list.Items.All(item => Accepts(items, item)))
            && (node is not MappingNode mapping || (AcceptsKeys(s, mapping) && AcceptsCondition(s, mapping)));
    }

    private static bool AcceptsKeys(JsonObject schema, MappingNode mapping)
    {
        var required = schema["required"] as JsonArray ?? [];
        return required.All(key => mapping.Find((string)key!) is not null)
            && mapping.Entries.All(entry => schema["properties"]?[entry.Key] is { } property
                ? Accepts(property, entry.Value)
                : schema["additionalProperties"] is not JsonValue);
    }

    private static bool AcceptsCondition(JsonObject schema, MappingNode mapping) =>
        schema["if"] is not { } condition || Accepts(condition, mapping) || Accepts(schema["else"]!, mapping);

    private static bool HasType(JsonNode type, DescriptionNode node) => type is JsonArray types
        ? types.Any(one => HasType(one!, node))
        : (string)type! switch
        {
            "object" => node is MappingNode,
            "array" => node is SequenceNode,
            "null" => node is ScalarNode { IsNull: true },
            "boolean" => node is ScalarNode { Text: "true" or "false" },
            "number" => Number(node) is not null,
            "integer" => Number(node) is { } number && number == Math.Floor(number),
            _ => node is ScalarNode,
        };

    private static double? Number(DescriptionNode node) => node is ScalarNode scalar && double.TryParse(scalar.Text, out var number) ? number : null;
}
