using System.Collections;
using System.Collections.Immutable;
using System.Reflection;

namespace Simulator.Hardware.Descriptions;

/// <summary>Binds a tree of nodes to annotated records and collects the sources of the values.</summary>
/// <param name="references">Resolves references to other descriptions.</param>
internal sealed class RecordBinder(ReferenceResolver? references)
{
    internal ImmutableDictionary<string, ValueSource>.Builder Sources { get; } = ImmutableDictionary.CreateBuilder<string, ValueSource>();

    internal object Record(MappingNode node, Type type, string path)
    {
        var shape = RecordShape.Of(type);
        CheckKeys(node, shape, path);
        var record = Activator.CreateInstance(type) ?? throw new NotSupportedException($"{type} has no constructor without parameters");
        foreach (var field in shape.Fields)
        {
            var child = node.Find(field.Key);
            if (child is null or ScalarNode { IsNull: true })
                CheckOptional(field, child?.Place ?? node.Place, child is null, Join(path, field.Key));
            else
                field.Property.SetValue(record, Value(child, field.Value, field.Field, Join(path, field.Key)));
        }
        return record;
    }

    private object Value(DescriptionNode node, ValueShape shape, FieldAttribute field, string path)
    {
        if (shape.Kind == ValueKind.Record)
            return Record(Expect<MappingNode>(node, "a mapping", path), shape.Type, path);
        if (shape.Kind == ValueKind.Table)
            return Table(Expect<MappingNode>(node, "a mapping", path), shape, field, path);
        node = Unwrap(node, path);
        Sources[path] = node.Origin ?? new ValueSource($"{node.Place.File}, no source stated", Estimated: true);
        if (shape.Kind == ValueKind.List)
            return List(Expect<SequenceNode>(node, "a list", path), shape, field, path);
        return ScalarBinder.Bind(Expect<ScalarNode>(node, "a single value", path), shape, field, path, references);
    }

    private object List(SequenceNode node, ValueShape shape, FieldAttribute field, string path)
    {
        var element = shape.Element!;
        var items = Array.CreateInstance(element.Type, node.Items.Length);
        for (var i = 0; i < items.Length; i++)
            items.SetValue(Value(node.Items[i], element, field, $"{path}[{i}]"), i);
        return shape.Type.IsGenericType && shape.Type.GetGenericTypeDefinition() == typeof(ImmutableArray<>)
            ? Generic(nameof(ImmutableArrayOf), element.Type, items)
            : items;
    }

    private object Table(MappingNode node, ValueShape shape, FieldAttribute field, string path)
    {
        var values = new OrderedDictionary<string, object>(StringComparer.Ordinal);
        foreach (var entry in node.Entries.Where(entry => !RecordShape.SourceKeys.Contains(entry.Key)))
            values.Add(entry.Key, Value(entry.Value, shape.Element!, field, Join(path, entry.Key)));
        var ordered = shape.Type.GetGenericTypeDefinition() == typeof(IReadOnlyDictionary<,>);
        return Generic(ordered ? nameof(OrderedDictionaryOf) : nameof(ImmutableDictionaryOf), shape.Element!.Type, values);
    }

    // A value with its source: { value: 132, source: datasheet, estimated: true }.
    private static DescriptionNode Unwrap(DescriptionNode node, string path)
    {
        if (node is not MappingNode mapping)
            return node;
        foreach (var entry in mapping.Entries)
        {
            if (entry.Key != "value" && !RecordShape.SourceKeys.Contains(entry.Key))
                throw entry.Place.Error($"unknown key; {NearestNames.Hint(entry.Key, ["value", .. RecordShape.SourceKeys])}", Join(path, entry.Key));
        }
        CheckSource(mapping, path);
        return mapping.Find("value") ?? throw mapping.Place.Error("the value is missing; accepted: a value, or { value: ..., source: ... }", path);
    }

    private static void CheckKeys(MappingNode node, RecordShape shape, string path)
    {
        foreach (var entry in node.Entries)
        {
            if (shape.Find(entry.Key) is null && !RecordShape.SourceKeys.Contains(entry.Key))
                throw entry.Place.Error($"unknown key; {NearestNames.Hint(entry.Key, shape.Keys)}", Join(path, entry.Key));
        }
        CheckSource(node, path, shape);
    }

    private static void CheckSource(MappingNode node, string path, RecordShape? shape = null)
    {
        if (shape?.Find("source") is null && node.Find("source") is { } source && source is not ScalarNode { IsNull: false })
            throw source.Place.Error("is no text; accepted: where the values come from", Join(path, "source"));
        if (shape?.Find("estimated") is null && node.Find("estimated") is { } estimated && estimated is not ScalarNode { Text: "true" or "false" })
            throw estimated.Place.Error("is not a truth value; accepted: true, false", Join(path, "estimated"));
    }

    private static void CheckOptional(FieldShape field, Place place, bool absent, string path)
    {
        if (field.IsRequired)
            throw place.Error(absent ? $"the key is missing; accepted: {Expected(field)}" : $"the value is missing; accepted: {Expected(field)}", path);
    }

    private static string Expected(FieldShape field) => field.Value.Kind switch
    {
        ValueKind.Number => Units.Quantity.Accepted(field.Field.Dimension),
        ValueKind.Integer => "a whole number",
        ValueKind.Boolean => "true, false",
        ValueKind.Enumeration => string.Join(", ", EnumNames.All(field.Value.Type)),
        ValueKind.Record => $"a mapping with {string.Join(", ", RecordShape.Of(field.Value.Type).Keys)}",
        ValueKind.List => "a list",
        ValueKind.Table => "a mapping",
        ValueKind.NumberFormat => "a number format",
        ValueKind.Reference => "the id of a description",
        _ => "text",
    };

    private static T Expect<T>(DescriptionNode node, string expected, string path)
        where T : DescriptionNode => node as T ?? throw node.Place.Error($"is {node.Kind}; accepted: {expected}", path);

    private static string Join(string path, string key) => path.Length == 0 ? key : $"{path}.{key}";

    private static object Generic(string method, Type element, IEnumerable values) =>
        typeof(RecordBinder).GetMethod(method, BindingFlags.NonPublic | BindingFlags.Static)!.MakeGenericMethod(element).Invoke(null, [values])!;

    private static ImmutableArray<TItem> ImmutableArrayOf<TItem>(TItem[] items) => [.. items];

    private static ImmutableDictionary<string, TItem> ImmutableDictionaryOf<TItem>(OrderedDictionary<string, object> values) =>
        values.ToImmutableDictionary(pair => pair.Key, pair => (TItem)pair.Value);

    private static OrderedDictionary<string, TItem> OrderedDictionaryOf<TItem>(OrderedDictionary<string, object> values) =>
        new(values.Select(pair => KeyValuePair.Create(pair.Key, (TItem)pair.Value)), StringComparer.Ordinal);
}
