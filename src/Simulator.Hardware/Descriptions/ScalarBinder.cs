using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Descriptions;

/// <summary>Turns the text of one scalar into a value of a field's type and checks the field's range.</summary>
internal static class ScalarBinder
{
    private const double LargestExact = 9e15;

    internal static object Bind(ScalarNode node, ValueShape shape, FieldAttribute field, string path, ReferenceResolver? references)
    {
        try
        {
            return Parse(node.Text, shape, field, references);
        }
        catch (InputException e) when (e.File is null)
        {
            throw node.Place.Error(e.Problem, path, e);
        }
    }

    /// <summary>Reads text as a field's value; errors name no place.</summary>
    internal static object Parse(string text, ValueShape shape, FieldAttribute field, ReferenceResolver? references) => shape.Kind switch
    {
        ValueKind.Number => Quantity.Parse(text, field.Dimension, field.Minimum, field.Maximum),
        ValueKind.Integer when shape.Type == typeof(int) => (int)Integer(text, field, int.MaxValue),
        ValueKind.Integer => Integer(text, field, LargestExact),
        ValueKind.Boolean => Boolean(text),
        ValueKind.Text => Text(text),
        ValueKind.Enumeration => Member(text, shape.Type),
        ValueKind.NumberFormat => NumberFormats.Parse(text),
        ValueKind.Reference => Resolve(text, shape.Type, references),
        _ => throw new NotSupportedException($"{shape.Type} is not written as a single value"),
    };

    private static long Integer(string text, FieldAttribute field, double largest)
    {
        var maximum = Math.Min(field.Maximum, largest);
        var value = Quantity.Parse(text, Dimension.None, field.Minimum, maximum);
        if (value != Math.Floor(value))
            throw new InputException($"'{text}' is not a whole number; accepted: a whole number, {Quantity.Range(Dimension.None, field.Minimum, maximum)}");
        return (long)value;
    }

    private static bool Boolean(string text) => text switch
    {
        "true" => true,
        "false" => false,
        _ => throw new InputException($"'{text}' is not a truth value; accepted: true, false"),
    };

    private static string Text(string text) =>
        string.IsNullOrWhiteSpace(text) ? throw new InputException("the text is empty; some text is accepted") : text;

    private static object Member(string text, Type type)
    {
        foreach (var (name, value) in EnumNames.Members(type))
        {
            if (name == text)
                return value;
        }
        throw new InputException($"unknown value '{text}'; {NearestNames.Hint(text, EnumNames.All(type))}");
    }

    private static object Resolve(string id, Type type, ReferenceResolver? references) =>
        references?.Invoke(type, id) ?? throw new NotSupportedException($"no resolver for a reference to {type}");
}
