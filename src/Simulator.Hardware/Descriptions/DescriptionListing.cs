using System.Collections.Immutable;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Descriptions;

/// <summary>Lists the single values of a description as text, as a person would write them in its file.</summary>
public static class DescriptionListing
{
    private const int Digits = 5;

    /// <summary>Lists the values; optional ones that are not set are left out, as are lists and tables.</summary>
    /// <param name="description">A record whose properties carry a <see cref="FieldAttribute"/>.</param>
    /// <returns>Pairs of the key's path, such as <c>memory.bandwidth</c>, and the value with its unit, in the order of the type.</returns>
    public static ImmutableArray<KeyValuePair<string, string>> Of(object description)
    {
        ArgumentNullException.ThrowIfNull(description);
        return [.. List(description, "")];
    }

    private static IEnumerable<KeyValuePair<string, string>> List(object record, string prefix)
    {
        foreach (var field in RecordShape.Of(record.GetType()).Fields)
        {
            var path = prefix + field.Key;
            switch (field.Property.GetValue(record))
            {
                case { } nested when field.Value.Kind == ValueKind.Record:
                    foreach (var item in List(nested, path + "."))
                        yield return item;
                    break;
                case { } value when field.Value.IsScalar && field.Value.Kind != ValueKind.Reference:
                    yield return KeyValuePair.Create(path, Text(value, field.Field.Dimension));
                    break;
            }
        }
    }

    private static string Text(object value, Dimension dimension) => value switch
    {
        double number when dimension == Dimension.None => number.ToString("0.#####"),
        double number => number == 0 ? "0" : Quantity.Format(number, dimension, Digits),
        Enum name => EnumNames.Of(name),
        bool flag => flag ? "true" : "false",
        NumberFormat format => format.Name,
        _ => Convert.ToString(value)!,
    };
}
