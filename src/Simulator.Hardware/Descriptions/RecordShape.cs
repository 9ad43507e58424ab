using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;

namespace Simulator.Hardware.Descriptions;

/// <summary>The annotated properties of a record type, in the order of the file.</summary>
internal sealed class RecordShape
{
    /// <summary>The keys that any mapping may have to say where its values come from.</summary>
    internal static readonly ImmutableArray<string> SourceKeys = ["source", "estimated"];

    private static readonly ConcurrentDictionary<Type, RecordShape> Cache = new();

    private readonly Dictionary<string, FieldShape> byKey;

    private RecordShape(Type type)
    {
        Type = type;
        Fields = [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(property => (Property: property, Field: property.GetCustomAttribute<FieldAttribute>()))
            .Where(annotated => annotated.Field is not null)
            .Select(annotated => new FieldShape(
                annotated.Property, annotated.Field!, ValueShape.Of(annotated.Property.PropertyType, annotated.Field!.Reference)))];
        if (Fields.IsEmpty)
            throw new NotSupportedException($"{type} has no property with a [Field]");
        byKey = Fields.ToDictionary(field => field.Key, StringComparer.Ordinal);
    }

    /// <summary>The record type.</summary>
    internal Type Type { get; }

    /// <summary>The annotated properties.</summary>
    internal ImmutableArray<FieldShape> Fields { get; }

    /// <summary>The keys, in order.</summary>
    internal IEnumerable<string> Keys => byKey.Keys;

    internal static RecordShape Of(Type type) => Cache.GetOrAdd(type, static t => new RecordShape(t));

    /// <summary>Finds a field by its key; null where there is none.</summary>
    internal FieldShape? Find(string key) => byKey.GetValueOrDefault(key);
}
