using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Descriptions;

/// <summary>The JSON schemas of single values, and of lists and tables of them.</summary>
/// <param name="documentation">Where descriptions come from.</param>
internal sealed class LeafSchemas(XmlDocumentation documentation)
{
    internal static bool HoldsRecords(ValueShape shape) =>
        shape.Kind == ValueKind.Record || (shape.Element is { } element && HoldsRecords(element));

    internal static JsonObject Source() => new() { ["type"] = "string", ["description"] = "Where the values here come from." };

    internal static JsonObject Estimated() => new() { ["type"] = "boolean", ["description"] = "True where nobody published the values here." };

    internal string? Describe(FieldShape? field, Type type)
    {
        var text = field is null ? documentation.Of(type) : documentation.Of(field.Property);
        return field is { Field.Dimension: not Dimension.None }
            ? $"{text} Example: {UnitTable.Example(field.Field.Dimension)}.".TrimStart()
            : text;
    }

    internal JsonObject Of(FieldShape field)
    {
        var plain = Plain(field.Value, field.Field);
        var choices = new JsonArray(plain);
        if (field.Value.Kind != ValueKind.Table)
            choices.Add(WithSource((JsonObject)plain.DeepClone()));
        if (!field.IsRequired)
            choices.Add(new JsonObject { ["type"] = "null" });
        var schema = new JsonObject { ["anyOf"] = choices };
        if (Describe(field, field.Value.Type) is { } description)
            schema["description"] = description;
        return schema;
    }

    private static JsonObject WithSource(JsonObject plain) => new()
    {
        ["type"] = "object",
        ["properties"] = new JsonObject { ["value"] = plain, ["source"] = Source(), ["estimated"] = Estimated() },
        ["required"] = new JsonArray("value"),
        ["additionalProperties"] = false,
    };

    private static JsonObject Plain(ValueShape shape, FieldAttribute field) => shape.Kind switch
    {
        ValueKind.Number when field.Dimension != Dimension.None => new()
        {
            ["type"] = "string",
            ["pattern"] = Pattern(field.Dimension),
            ["examples"] = new JsonArray(UnitTable.Example(field.Dimension)),
        },
        ValueKind.Number => Ranged("number", field),
        ValueKind.Integer => Ranged("integer", field),
        ValueKind.Boolean => new() { ["type"] = "boolean" },
        ValueKind.Enumeration => Names(EnumNames.All(shape.Type)),
        ValueKind.NumberFormat => Names(NumberFormats.All.Select(format => format.Name).Prepend("fp8")),
        ValueKind.List => new() { ["type"] = "array", ["items"] = Plain(shape.Element!, field) },
        ValueKind.Table => new() { ["type"] = "object", ["additionalProperties"] = Plain(shape.Element!, field) },
        _ => new() { ["type"] = "string", ["minLength"] = 1 },
    };

    private static JsonObject Ranged(string type, FieldAttribute field)
    {
        var schema = new JsonObject { ["type"] = type };
        if (field.Minimum == double.Epsilon)
            schema["exclusiveMinimum"] = 0.0;
        else
            schema["minimum"] = field.Minimum;
        if (field.Maximum < 1e30)
            schema["maximum"] = field.Maximum;
        return schema;
    }

    private static JsonObject Names(IEnumerable<string> names) => new() { ["enum"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) };

    private static string Pattern(Dimension dimension)
    {
        var units = string.Join('|', UnitTable.Of(dimension).Keys.Select(Regex.Escape));
        return $@"^\s*\+?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*({units})\s*$";
    }
}
