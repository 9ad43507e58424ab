using System.Collections.Concurrent;
using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Catalogs;

/// <summary>
/// A folder of descriptions, one file <c>ID.yaml</c> each. A file may begin from another one (<c>base: h100-sxm</c>) and state only what
/// differs. Trees are kept once read, so that loading with other overrides is cheap. Safe for concurrent use.
/// </summary>
/// <param name="directory">The folder; it need not exist.</param>
/// <param name="noun">What a description is called in messages, such as <c>GPU</c>.</param>
public sealed class DescriptionCatalog(string directory, string noun)
{
    private const string Extension = ".yaml";
    private const string BaseKey = "base";

    private readonly ConcurrentDictionary<string, MappingNode> trees = new(StringComparer.Ordinal);

    /// <summary>The folder.</summary>
    public string Directory { get; } = directory;

    /// <summary>The ids of the folder, in alphabetical order.</summary>
    public ImmutableArray<string> Ids => System.IO.Directory.Exists(Directory)
        ? [.. System.IO.Directory.EnumerateFiles(Directory, "*" + Extension).Select(IdOf).Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Whether text names a file rather than an id: it has a directory separator or ends in <c>.yaml</c>.</summary>
    /// <param name="idOrPath">The text.</param>
    /// <returns>True for a path.</returns>
    public static bool IsPath(string idOrPath)
    {
        ArgumentNullException.ThrowIfNull(idOrPath);
        return idOrPath.Contains('/', StringComparison.Ordinal) || idOrPath.Contains('\\', StringComparison.Ordinal)
            || idOrPath.EndsWith(Extension, StringComparison.OrdinalIgnoreCase) || idOrPath.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The file of an id, or the path itself.</summary>
    /// <param name="idOrPath">An id such as <c>h100-sxm</c>, or a path.</param>
    /// <returns>The path.</returns>
    /// <exception cref="InputException">No description has that id; the message lists those that exist, the nearest first.</exception>
    public string PathOf(string idOrPath)
    {
        if (IsPath(idOrPath))
            return idOrPath;
        var path = Path.Combine(Directory, idOrPath + Extension);
        return idOrPath.Length > 0 && File.Exists(path) ? path : throw new InputException($"unknown {noun} '{idOrPath}'; {NearestNames.Hint(idOrPath, Ids)}");
    }

    /// <summary>Reads a description.</summary>
    /// <typeparam name="T">The annotated record type.</typeparam>
    /// <param name="idOrPath">An id such as <c>h100-sxm</c>, or the path of a file.</param>
    /// <param name="overrides">Values that replace the file's, from <c>--set</c>.</param>
    /// <param name="references">Resolves references to other descriptions.</param>
    /// <returns>The description and its sources.</returns>
    /// <exception cref="InputException">The id is unknown or the file cannot be used; the message names file, line and key.</exception>
    public BoundDescription<T> Load<T>(
        string idOrPath, IReadOnlyList<DescriptionOverride>? overrides = null, ReferenceResolver? references = null)
        where T : class
    {
        var path = PathOf(idOrPath);
        var tree = trees.GetOrAdd(Path.GetFullPath(path), _ => Tree(path, []));
        return DescriptionReader.Bind<T>(tree, overrides, references);
    }

    /// <summary>The file of a description and those that it begins from, the nearest first.</summary>
    /// <param name="idOrPath">An id, or the path of a file.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="InputException">The id is unknown or a file cannot be read.</exception>
    public ImmutableArray<string> FilesOf(string idOrPath)
    {
        List<string> files = [PathOf(idOrPath)];
        while (YamlFile.Read(files[^1]).Find(BaseKey) is ScalarNode below && BasePath(below.Text, files[^1], below.Place) is var next && !files.Contains(next))
            files.Add(next);
        return [.. files];
    }

    private MappingNode Tree(string path, ImmutableList<string> variants)
    {
        var tree = YamlFile.Read(path);
        CheckId(tree, path);
        if (tree.Find(BaseKey) is not { } node)
            return tree;
        var name = (node as ScalarNode)?.Text ?? throw node.Place.Error($"is {node.Kind}; accepted: the id of a {noun}", BaseKey);
        var chain = variants.Add(Path.GetFullPath(path));
        var below = Path.GetFullPath(BasePath(name, path, node.Place));
        if (chain.Contains(below))
            throw node.Place.Error($"the bases form a circle: {string.Join(" -> ", chain.Add(below).Select(IdOf))}", BaseKey);
        return Tree(below, chain).MergedWith(tree.Without(BaseKey));
    }

    // A base is looked for beside the file first, then in the catalogue's folder.
    private string BasePath(string name, string path, Place place)
    {
        var folder = Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".";
        var beside = Path.Combine(folder, IsPath(name) ? name : name + Extension);
        if (IsPath(name) && !File.Exists(beside))
            throw place.Error($"no file '{name}' beside this one; accepted: the id of a {noun}, or a path from this file's folder", BaseKey);
        try
        {
            return File.Exists(beside) ? beside : PathOf(name);
        }
        catch (InputException e)
        {
            throw place.Error(e.Problem, BaseKey, e);
        }
    }

    private static void CheckId(MappingNode tree, string path)
    {
        var id = tree.Find("id") ?? throw tree.Place.Error($"the key is missing; accepted: {IdOf(path)}, the file's name", "id");
        if ((id as ScalarNode)?.Text != IdOf(path))
            throw id.Place.Error($"differs from the file's name; accepted: {IdOf(path)}", "id");
    }

    private static string IdOf(string path) => Path.GetFileNameWithoutExtension(path);
}
