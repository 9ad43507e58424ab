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
    /// <param name="sources">Where values come from, by path: those that are estimated are written with their source.</param>
    public static void Write(object description, TextWriter writer, IReadOnlyDictionary<string, ValueSource>? sources = null)
    {
        ArgumentNullException.ThrowIfNull(description);
        ArgumentNullException.ThrowIfNull(writer);
        Record(description, "", "", new XmlDocumentation(), sources ?? new Dictionary<string, ValueSource>(), writer);
    }

    private static void Record(
        object record, string indent, string prefix, XmlDocumentation? documentation, IReadOnlyDictionary<string, ValueSource> sources, TextWriter writer)
    {
        foreach (var field in RecordShape.Of(record.GetType()).Fields)
        {
            if (field.Property.GetValue(record) is not { } value)
                continue;
            if (indent.Length == 0)
                writer.Write('\n');
            foreach (var line in Wrapped(documentation?.Of(field.Property) ?? "", Width - indent.Length))
                writer.Write($"{indent}# {line}\n");
            switch (field.Value.Kind)
            {
                case ValueKind.Record:
                    writer.Write($"{indent}{field.Key}:\n");
                    Record(value, indent + "  ", $"{prefix}{field.Key}.", documentation, sources, writer);
                    break;
                case ValueKind.Table when field.Value.Element!.Kind == ValueKind.Record:
                    writer.Write($"{indent}{field.Key}:\n");
                    var explained = documentation;
                    foreach (DictionaryEntry entry in (IDictionary)value)
                    {
                        writer.Write($"{indent}  {entry.Key}:\n");
                        Record(entry.Value!, indent + "    ", $"{prefix}{field.Key}.{entry.Key}.", explained, sources, writer);
                        explained = null;
                    }

                    break;
                case ValueKind.List:
                    writer.Write($"{indent}{field.Key}: [{string.Join(", ", ((IEnumerable)value).Cast<object>().Select(item => Text(item, field.Field.Dimension)))}]\n");
                    break;
                default:
                    var text = Text(value, field.Field.Dimension);
                    writer.Write(sources.GetValueOrDefault(prefix + field.Key) is { Estimated: true } source
                        ? $"{indent}{field.Key}: {{ value: {text}, source: {Quoted(source.Source)}, estimated: true }}\n"
                        : $"{indent}{field.Key}: {text}\n");
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
