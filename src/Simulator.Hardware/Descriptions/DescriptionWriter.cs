using System.Collections;
using System.Globalization;
using Simulator.Hardware.Formats;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Descriptions;

/// <summary>Writes a description as the YAML file that <see cref="DescriptionReader"/> reads, each value with its unit and, as a comment, its meaning.</summary>
public static class DescriptionWriter
{
    private const int Digits = 5;
    private const int Width = 150;

    /// <summary>Writes a description; optional values that are not set are left out.</summary>
    /// <param name="description">A record whose properties carry a <see cref="FieldAttribute"/>.</param>
    /// <param name="writer">Where to.</param>
    public static void Write(object description, TextWriter writer)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(writer);
        Record(description, "", new XmlDocumentation(), writer);
    }

    private static void Record(object record, string indent, XmlDocumentation documentation, TextWriter writer)
    {
        foreach (var field in RecordShape.Of(record.GetType()).Fields)
        {
            if (field.Property.GetValue(record) is not { } value)
                continue;
            if (indent.Length == 0)
                writer.Write('\n');
            foreach (var line in Wrapped(documentation.Of(field.Property) ?? "", Width - indent.Length))
                writer.Write($"{indent}# {line}\n");
            switch (field.Value.Kind)
            {
                case ValueKind.Record:
                    writer.Write($"{indent}{field.Key}:\n");
                    Record(value, indent + "  ", documentation, writer);
                    break;
                case ValueKind.List:
                    writer.Write($"{indent}{field.Key}: [{string.Join(", ", ((IEnumerable)value).Cast<object>().Select(item => Text(item, field.Field.Dimension)))}]\n");
                    break;
                default:
                    writer.Write($"{indent}{field.Key}: {Text(value, field.Field.Dimension)}\n");
                    break;
            }
        }
    }

    private static string Text(object value, Dimension dimension) => value switch
    {
        double number when dimension == Dimension.None => number.ToString("G" + Digits, CultureInfo.InvariantCulture),
        double number => number == 0 ? Quantity.Format(1, dimension).Replace("1", "0", StringComparison.Ordinal) : Quantity.Format(number, dimension, Digits),
        Enum name => EnumNames.Of(name),
        bool flag => flag ? "true" : "false",
        NumberFormat format => format.Name,
        string text => Quoted(text),
        _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
    };

    private static string Quoted(string text) => text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '.' or '_' or '/') && text.Length > 0 && !char.IsDigit(text[0])
        ? text
        : '"' + text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings(" ") + '"';

    private static IEnumerable<string> Wrapped(string text, int width)
    {
        var line = "";
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Length > 0 && line.Length + word.Length + 1 > width)
            {
                yield return line;
                line = "";
            }
            line = line.Length == 0 ? word : $"{line} {word}";
        }
        if (line.Length > 0)
            yield return line;
    }
}
