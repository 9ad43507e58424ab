using System.Collections.Immutable;
using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Descriptions;

/// <summary>
/// A value that replaces one of a description, as given with <c>--set gpu.memory.bandwidth=8TB/s</c>. It enters the tree before binding,
/// so it is checked exactly as the file is. A list is written with commas; an optional section is removed with <c>null</c>.
/// </summary>
/// <param name="Path">The key's path inside the description, such as <c>memory.bandwidth</c>.</param>
/// <param name="Text">The new value as text.</param>
public sealed record DescriptionOverride(string Path, string Text)
{
    /// <summary>The option that errors name. Default: <c>--set</c>.</summary>
    public string Option { get; init; } = "--set";

    /// <summary>What errors put before <see cref="Path"/>, such as <c>gpu.</c>. Default: nothing.</summary>
    public string Prefix { get; init; } = "";

    /// <summary>Reads <c>path=value</c>.</summary>
    /// <param name="assignment">The text, such as <c>gpu.memory.bandwidth=8TB/s</c>.</param>
    /// <param name="option">The option that errors name.</param>
    /// <returns>The override with its whole path; see <see cref="Below"/>.</returns>
    /// <exception cref="InputException">There is no <c>=</c>, no path or no value.</exception>
    public static DescriptionOverride Parse(string assignment, string option = "--set")
    {
        ArgumentNullException.ThrowIfNull(assignment);
        var equals = assignment.IndexOf('=', StringComparison.Ordinal);
        if (equals < 0 || assignment[..equals].Trim().Length == 0 || assignment[(equals + 1)..].Trim().Length == 0)
            throw new InputException($"'{assignment}' is no assignment; accepted: path=value, such as gpu.memory.bandwidth=8TB/s", option);
        return new DescriptionOverride(assignment[..equals].Trim(), assignment[(equals + 1)..].Trim()) { Option = option };
    }

    /// <summary>The override relative to one description, such as <c>gpu</c>.</summary>
    /// <param name="root">The first part of the path.</param>
    /// <returns>The override with the shorter path; null where the path begins otherwise.</returns>
    public DescriptionOverride? Below(string root)
    {
        var start = root + ".";
        return Path.StartsWith(start, StringComparison.Ordinal) && Path.Length > start.Length
            ? this with { Path = Path[start.Length..], Prefix = Prefix + start }
            : null;
    }

    /// <summary>The tree with the value in its place.</summary>
    internal MappingNode ApplyTo(MappingNode tree, RecordShape shape) => Apply(tree, shape, Path.Split('.'), 0);

    private Place Place => new(Option, null, Prefix);

    private MappingNode Apply(MappingNode node, RecordShape shape, string[] keys, int depth)
    {
        var key = keys[depth];
        var field = shape.Find(key) ?? throw Unknown(keys[..depth], key, shape.Keys);
        var last = depth == keys.Length - 1;
        if (last)
            return node.With(key, Value(field));
        if (field.Value.Kind == ValueKind.Table && depth == keys.Length - 2)
            return node.With(key, Section(node, key).With(keys[^1], Scalar(Text)));
        if (field.Value.Kind != ValueKind.Record)
            throw Place.Error($"'{string.Join('.', keys[..(depth + 1)])}' is a single value; nothing stands below it", Path);
        return node.With(key, Apply(Section(node, key), RecordShape.Of(field.Value.Type), keys, depth + 1));
    }

    private DescriptionNode Value(FieldShape field)
    {
        if (field.Value.Kind == ValueKind.Record && Text != "null")
        {
            var below = RecordShape.Of(field.Value.Type).Keys.Select(key => $"{Prefix}{Path}.{key}");
            throw Place.Error($"is a section; accepted: a value below it ({string.Join(", ", below)})", Path);
        }
        return field.Value.Kind == ValueKind.List
            ? new SequenceNode(Place, [.. Text.Trim('[', ']').Split(',').Select(item => (DescriptionNode)Scalar(item.Trim()))]) { Origin = Origin }
            : Scalar(Text);
    }

    private InputException Unknown(string[] parents, string key, IEnumerable<string> keys)
    {
        var parent = parents.Length == 0 ? Prefix : $"{Prefix}{string.Join('.', parents)}.";
        return Place.Error($"unknown key; {NearestNames.Hint(parent + key, keys.Select(name => parent + name))}", Path);
    }

    private MappingNode Section(MappingNode node, string key) =>
        node.Find(key) as MappingNode ?? new MappingNode(Place, ImmutableArray<MappingEntry>.Empty);

    private ScalarNode Scalar(string text) => new(Place, text) { Origin = Origin };

    private ValueSource Origin => new(Option, Estimated: false);
}
