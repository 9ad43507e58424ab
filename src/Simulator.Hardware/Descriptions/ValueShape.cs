using System.Collections.Immutable;
using Simulator.Hardware.Formats;

namespace Simulator.Hardware.Descriptions;

/// <summary>The kind of a value, its type without <see cref="Nullable{T}"/>, and the shape of its elements if it is a list or a table.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Type">The type, unwrapped.</param>
/// <param name="Element">The elements' shape; null unless a list or a table.</param>
internal sealed record ValueShape(ValueKind Kind, Type Type, ValueShape? Element = null)
{
    /// <summary>Whether the value is written as one scalar.</summary>
    internal bool IsScalar => Kind is not (ValueKind.Record or ValueKind.List or ValueKind.Table);

    internal static ValueShape Of(Type declared, bool reference = false)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (reference)
            return new ValueShape(ValueKind.Reference, type);
        if (ElementOf(type, typeof(ImmutableArray<>), typeof(IReadOnlyList<>), typeof(IReadOnlyCollection<>), typeof(IEnumerable<>)) is { } item)
            return new ValueShape(ValueKind.List, type, Of(item));
        if (type.IsArray)
            return new ValueShape(ValueKind.List, type, Of(type.GetElementType()!));
        if (ElementOf(type, typeof(ImmutableDictionary<,>), typeof(IReadOnlyDictionary<,>)) is { } value)
            return new ValueShape(ValueKind.Table, type, Of(value));
        return new ValueShape(ScalarKind(type), type);
    }

    private static ValueKind ScalarKind(Type type)
    {
        if (type.IsEnum)
            return ValueKind.Enumeration;
        if (type == typeof(double))
            return ValueKind.Number;
        if (type == typeof(int) || type == typeof(long))
            return ValueKind.Integer;
        if (type == typeof(bool))
            return ValueKind.Boolean;
        if (type == typeof(string))
            return ValueKind.Text;
        if (type == typeof(NumberFormat))
            return ValueKind.NumberFormat;
        return type.IsClass ? ValueKind.Record : throw new NotSupportedException($"a description cannot hold a {type}");
    }

    private static Type? ElementOf(Type type, params Type[] generics) =>
        type.IsGenericType && generics.Contains(type.GetGenericTypeDefinition()) ? type.GetGenericArguments()[^1] : null;
}
