using System.Collections.Immutable;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Descriptions;

/// <summary>
/// One value of a description by its path, such as <c>memory.bandwidth</c>: read it, or copy the description with another value. Prepared once; then a
/// copy takes a fraction of a microsecond, because only the sections on the path are copied. Thread-safe.
/// </summary>
public sealed class DescriptionField
{
    private readonly ImmutableArray<RecordStep> steps;
    private readonly FieldShape shape;

    private DescriptionField(string path, ImmutableArray<RecordStep> steps, FieldShape shape)
    {
        Path = path;
        this.steps = steps;
        this.shape = shape;
    }

    /// <summary>The path inside the description.</summary>
    public string Path { get; }

    /// <summary>The dimension of its number; none for text, names and truth values.</summary>
    public Dimension Dimension => shape.Field.Dimension;

    /// <summary>The smallest number accepted, in the SI unit of <see cref="Dimension"/>.</summary>
    public double Minimum => shape.Field.Minimum;

    /// <summary>The largest number accepted, in the SI unit of <see cref="Dimension"/>.</summary>
    public double Maximum => IsWhole ? Math.Min(shape.Field.Maximum, int.MaxValue) : shape.Field.Maximum;

    /// <summary>Whether it holds a number.</summary>
    public bool IsNumber => shape.Value.Kind is ValueKind.Number or ValueKind.Integer;

    /// <summary>Whether it holds a whole number.</summary>
    public bool IsWhole => shape.Value.Kind == ValueKind.Integer;

    /// <summary>Whether it holds the id of another description.</summary>
    public bool IsReference => shape.Value.Kind == ValueKind.Reference;

    /// <summary>Finds a value by its path.</summary>
    /// <typeparam name="T">The annotated record type.</typeparam>
    /// <param name="path">The path, such as <c>memory.bandwidth</c>.</param>
    /// <param name="prefix">What messages put before paths, such as <c>gpu.</c>.</param>
    /// <returns>The value's field.</returns>
    /// <exception cref="InputException">There is no such value; the message names the nearest ones.</exception>
    public static DescriptionField Of<T>(string path, string prefix = "")
        where T : class
    {
        ArgumentNullException.ThrowIfNull(path);
        var keys = path.Split('.');
        var steps = ImmutableArray.CreateBuilder<RecordStep>(keys.Length);
        var type = typeof(T);
        for (var i = 0; ; i++)
        {
            var record = RecordShape.Of(type);
            if (record.Find(keys[i]) is not { } field)
            {
                var above = prefix + string.Concat(keys[..i].Select(k => k + "."));
                throw new InputException($"unknown path; {NearestNames.Hint(above + keys[i], record.Keys.Select(k => above + k))}", key: prefix + path);
            }

            steps.Add(RecordStep.Of(type, field));
            var last = i == keys.Length - 1;
            if (field.Value.Kind == ValueKind.Record && !last)
            {
                type = field.Value.Type;
                continue;
            }

            return (last, field.Value.IsScalar) switch
            {
                (true, true) => new DescriptionField(path, steps.ToImmutable(), field),
                (true, false) => throw new InputException($"is no single value; accepted: a value below it ({string.Join(", ", Below(field, prefix + path))})", key: prefix + path),
                _ => throw new InputException($"'{prefix}{string.Join('.', keys[..(i + 1)])}' is a single value; nothing stands below it", key: prefix + path),
            };
        }
    }

    /// <summary>Reads text as a file's value would be read.</summary>
    /// <param name="text">The text.</param>
    /// <returns>A value for <see cref="With"/>.</returns>
    /// <exception cref="InputException">The text is not accepted.</exception>
    /// <exception cref="NotSupportedException">The field refers to another description.</exception>
    public object Parse(string text) => ScalarBinder.Parse(text, shape.Value, shape.Field, null);

    /// <summary>The value.</summary>
    /// <param name="description">A description of the type that the field belongs to.</param>
    /// <returns>The value; null where it, or a section above it, is absent.</returns>
    public object? Get(object description)
    {
        object? node = description;
        foreach (var step in steps)
        {
            if (node is null)
            {
                return null;
            }

            node = step.Get(node);
        }

        return node;
    }

    /// <summary>The value as a number.</summary>
    /// <param name="description">A description of the type that the field belongs to.</param>
    /// <returns>The number; not a number where it is absent or none.</returns>
    public double Number(object description) => Get(description) switch { double d => d, int i => i, long l => l, _ => double.NaN };

    /// <summary>A copy with another value.</summary>
    /// <param name="description">A description of the type that the field belongs to.</param>
    /// <param name="value">The value, as <see cref="Parse"/> gives it; null for none.</param>
    /// <returns>The copy.</returns>
    /// <exception cref="InputException">A section above the value is absent and cannot be made up from this value alone.</exception>
    public object With(object description, object? value) => Copy(0, description, value);

    /// <summary>A number as a value for <see cref="With"/>.</summary>
    /// <param name="value">The number in SI units.</param>
    /// <returns>The value in the field's own type, rounded where the field holds whole numbers.</returns>
    public object Boxed(double value)
    {
        object number = value;
        if (IsWhole)
        {
            var whole = (long)Math.Round(value);
            number = whole;
            if (shape.Value.Type == typeof(int))
            {
                number = (int)whole;
            }
        }

        return number;
    }

    private static IEnumerable<string> Below(FieldShape field, string path) =>
        field.Value.Kind == ValueKind.Record ? RecordShape.Of(field.Value.Type).Keys.Select(k => $"{path}.{k}") : ["none of lists and tables"];

    private object Copy(int level, object node, object? value)
    {
        var step = steps[level];
        var copy = step.Clone(node);
        step.Set(copy, level == steps.Length - 1 ? value : Copy(level + 1, step.Get(node) ?? Empty(level), value));
        return copy;
    }

    private object Empty(int level)
    {
        var section = RecordShape.Of(steps[level + 1].Type);
        var missing = section.Fields.Where(f => f.IsRequired && f.Key != steps[level + 1].Key).Select(f => f.Key).ToArray();
        return missing.Length == 0 && Activator.CreateInstance(section.Type) is { } empty
            ? empty
            : throw new InputException($"the section '{steps[level].Key}' is absent and needs {string.Join(", ", missing)} too", key: Path);
    }
}
