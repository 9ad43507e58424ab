using System.Collections.Concurrent;
using System.Linq.Expressions;
using System.Reflection;

namespace Simulator.Hardware.Descriptions;

/// <summary>One property of one record type, with compiled access: read it, copy the record, set it on a copy that nobody has seen yet.</summary>
internal sealed class RecordStep
{
    private static readonly ConcurrentDictionary<PropertyInfo, RecordStep> Cache = new();

    private RecordStep(Type type, FieldShape field)
    {
        (Type, Key) = (type, field.Key);
        var record = Expression.Parameter(typeof(object));
        var value = Expression.Parameter(typeof(object));
        var property = Expression.Property(Expression.Convert(record, type), field.Property);
        Get = Expression.Lambda<Func<object, object?>>(Expression.Convert(property, typeof(object)), record).Compile();
        Set = Expression.Lambda<Action<object, object?>>(
            Expression.Assign(property, Expression.Convert(value, field.Property.PropertyType)), record, value).Compile();

        // The compiler gives every record this method; 'with' calls it.
        var clone = type.GetMethod("<Clone>$") ?? throw new NotSupportedException($"{type} is no record");
        Clone = Expression.Lambda<Func<object, object>>(Expression.Call(Expression.Convert(record, type), clone), record).Compile();
    }

    /// <summary>The record type.</summary>
    internal Type Type { get; }

    /// <summary>The property's key.</summary>
    internal string Key { get; }

    /// <summary>Reads the property.</summary>
    internal Func<object, object?> Get { get; }

    /// <summary>Copies a record.</summary>
    internal Func<object, object> Clone { get; }

    /// <summary>Sets the property.</summary>
    internal Action<object, object?> Set { get; }

    internal static RecordStep Of(Type type, FieldShape field) => Cache.GetOrAdd(field.Property, (_, f) => new RecordStep(type, f), field);
}
