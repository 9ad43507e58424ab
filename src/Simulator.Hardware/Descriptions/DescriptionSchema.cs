using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Schema;
using System.Text.Json.Serialization.Metadata;

namespace Simulator.Hardware.Descriptions;

/// <summary>
/// JSON schemas of annotated record types, for editors that check and complete YAML. They say what the reader accepts: keys, units, ranges,
/// names, the form with a source, and what is required (only without <c>base</c> where a description may have one).
/// </summary>
public static class DescriptionSchema
{
    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { KeepAnnotated } },
    };

    /// <summary>The schema of a description.</summary>
    /// <typeparam name="T">The annotated record type.</typeparam>
    /// <param name="title">The schema's title, such as <c>GPU description</c>.</param>
    /// <param name="allowsBase">Whether a file may begin from another one with <c>base</c>.</param>
    /// <returns>A JSON schema (draft 2020-12).</returns>
    public static JsonObject For<T>(string title, bool allowsBase = true)
        where T : class
    {
        var leaves = new LeafSchemas(new XmlDocumentation());
        var exported = (JsonObject)Options.GetJsonSchemaAsNode(typeof(T), new JsonSchemaExporterOptions
        {
            TreatNullObliviousAsNonNullable = true,
            TransformSchemaNode = (context, node) => Transform(context, node, leaves),
        });
        var schema = new JsonObject { ["$schema"] = "https://json-schema.org/draft/2020-12/schema", ["title"] = title };
        foreach (var (key, value) in exported)
            schema[key] = value?.DeepClone();
        if (allowsBase)
            RequireUnlessBased(schema);
        return schema;
    }

    // Only annotated properties, under their keys.
    private static void KeepAnnotated(JsonTypeInfo type)
    {
        if (type.Kind != JsonTypeInfoKind.Object)
            return;
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (FieldOf(type.Properties[i]) is { } field)
                type.Properties[i].Name = field.Key;
            else
                type.Properties.RemoveAt(i);
        }
    }

    private static JsonNode Transform(JsonSchemaExporterContext context, JsonNode node, LeafSchemas leaves)
    {
        var field = context.PropertyInfo is { } property && FieldOf(property) is not null
            ? new FieldShape((PropertyInfo)property.AttributeProvider!, FieldOf(property)!, ValueShape.Of(property.PropertyType, FieldOf(property)!.Reference))
            : null;
        if (field is not null && !LeafSchemas.HoldsRecords(field.Value))
            return leaves.Of(field);
        if (node is not JsonObject schema)
            return node;
        if (context.TypeInfo.Kind == JsonTypeInfoKind.Object && schema["properties"] is JsonObject properties)
        {
            properties.TryAdd("source", LeafSchemas.Source());
            properties.TryAdd("estimated", LeafSchemas.Estimated());
            schema["additionalProperties"] = false;
        }
        if (leaves.Describe(field, context.TypeInfo.Type) is { } description)
            schema["description"] = description;
        return schema;
    }

    private static void RequireUnlessBased(JsonObject schema)
    {
        schema["else"] = ExtractRequired(schema) ?? [];
        schema["if"] = new JsonObject { ["required"] = new JsonArray("base") };
        ((JsonObject)schema["properties"]!).TryAdd("base", new JsonObject
        {
            ["type"] = "string",
            ["description"] = "The id of the description that this one begins from; only what differs is stated here.",
        });
    }

    // Takes "required" out of a schema and its sections and returns it as a schema of its own; null where nothing is required.
    private static JsonObject? ExtractRequired(JsonObject schema)
    {
        var sections = new JsonObject();
        foreach (var (key, value) in schema["properties"] as JsonObject ?? [])
        {
            if (value is JsonObject section && ExtractRequired(section) is { } requirement)
                sections[key] = requirement;
        }
        var extracted = new JsonObject();
        if (schema["required"] is { } required)
            extracted["required"] = required.DeepClone();
        if (sections.Count > 0)
            extracted["properties"] = sections;
        schema.Remove("required");
        return extracted.Count > 0 ? extracted : null;
    }

    private static FieldAttribute? FieldOf(JsonPropertyInfo property) =>
        (property.AttributeProvider as PropertyInfo)?.GetCustomAttribute<FieldAttribute>();

    private static void TryAdd(this JsonObject target, string key, JsonNode value)
    {
        if (!target.ContainsKey(key))
            target.Add(key, value);
    }
}
