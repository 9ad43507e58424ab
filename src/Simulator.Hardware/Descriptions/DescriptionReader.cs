namespace Simulator.Hardware.Descriptions;

/// <summary>
/// Reads descriptions: record types whose properties carry a <see cref="FieldAttribute"/>. A property that is <c>required</c> must be in the
/// file; others keep their default. Supported: numbers with units, <see cref="int"/>, <see cref="long"/>, <see cref="bool"/>, text,
/// enumerations, number formats, nested records, lists and tables of these (an <see cref="IReadOnlyDictionary{TKey, TValue}"/> keeps the order of the
/// file), and references to other descriptions.
/// A single value is written plainly (<c>count: 132</c>) or with its source (<c>{ value: 132, source: datasheet, estimated: true }</c>).
/// </summary>
public static class DescriptionReader
{
    /// <summary>Reads a file.</summary>
    /// <typeparam name="T">The annotated record type.</typeparam>
    /// <param name="path">The file's path.</param>
    /// <param name="overrides">Values that replace the file's, from <c>--set</c>.</param>
    /// <param name="references">Resolves references; needed only where <typeparamref name="T"/> has them.</param>
    /// <returns>The description and its sources.</returns>
    /// <exception cref="Errors.InputException">The file cannot be read or does not fit; the message names file, line and key.</exception>
    public static BoundDescription<T> Read<T>(
        string path, IReadOnlyList<DescriptionOverride>? overrides = null, ReferenceResolver? references = null)
        where T : class => Bind<T>(YamlFile.Read(path), overrides, references);

    /// <summary>Binds a tree, which may have been read from text or merged from several files.</summary>
    /// <typeparam name="T">The annotated record type.</typeparam>
    /// <param name="tree">The tree.</param>
    /// <param name="overrides">Values that replace the tree's, from <c>--set</c>.</param>
    /// <param name="references">Resolves references; needed only where <typeparamref name="T"/> has them.</param>
    /// <returns>The description and its sources.</returns>
    /// <exception cref="Errors.InputException">The tree does not fit; the message names file, line and key.</exception>
    public static BoundDescription<T> Bind<T>(
        MappingNode tree, IReadOnlyList<DescriptionOverride>? overrides = null, ReferenceResolver? references = null)
        where T : class
    {
        ArgumentNullException.ThrowIfNull(tree);
        foreach (var replacement in overrides ?? [])
            tree = replacement.ApplyTo(tree, RecordShape.Of(typeof(T)));
        var binder = new RecordBinder(references);
        var value = (T)binder.Record(tree, typeof(T), "");
        return new BoundDescription<T>(value, binder.Sources.ToImmutable());
    }

    /// <summary>The keys' paths of every single value that a description can hold, for listings and completion.</summary>
    /// <typeparam name="T">The annotated record type.</typeparam>
    /// <returns>Paths such as <c>memory.bandwidth</c>, in the order of the type.</returns>
    public static IReadOnlyList<string> Paths<T>()
        where T : class => [.. Paths(typeof(T), "")];

    private static IEnumerable<string> Paths(Type type, string prefix) =>
        RecordShape.Of(type).Fields.SelectMany(field => field.Value.Kind == ValueKind.Record
            ? Paths(field.Value.Type, $"{prefix}{field.Key}.")
            : [prefix + field.Key]);
}
