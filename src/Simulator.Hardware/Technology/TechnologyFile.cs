using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Technology;

/// <summary>Reads the technology of <c>configs/technology/NAME.yaml</c>.</summary>
public static class TechnologyFile
{
    /// <summary>The technology used where no other is asked for.</summary>
    public const string DefaultName = "default";

    /// <summary>The file of a technology, for manifests.</summary>
    /// <param name="configDirectory">The directory that holds <c>technology/</c>.</param>
    /// <param name="nameOrPath">A name, or a path.</param>
    /// <returns>The path; the file need not exist.</returns>
    public static string PathOf(string configDirectory, string nameOrPath = DefaultName) =>
        DescriptionCatalog.IsPath(nameOrPath) ? nameOrPath : Path.Combine(configDirectory, "technology", nameOrPath + ".yaml");

    /// <summary>Reads a technology.</summary>
    /// <param name="configDirectory">The directory that holds <c>technology/</c>.</param>
    /// <param name="nameOrPath">A name, or a path (text with a <c>/</c> or ending in <c>.yaml</c>).</param>
    /// <param name="overrides">Values that replace the file's, with paths such as <c>areas.sm</c>.</param>
    /// <returns>The technology with its sources.</returns>
    /// <exception cref="InputException">There is no such file, or it cannot be used.</exception>
    public static TechnologyDescription Load(
        string configDirectory, string nameOrPath = DefaultName, IReadOnlyList<DescriptionOverride>? overrides = null)
    {
        var path = PathOf(configDirectory, nameOrPath);
        var bound = DescriptionReader.Read<TechnologyDescription>(path, overrides);
        var kinds = EnumNames.All(typeof(MemoryKind)).ToArray();
        return bound.Value.Memories.Keys.FirstOrDefault(k => !kinds.Contains(k)) is { } unknown
            ? throw new InputException($"'{unknown}' is no kind of memory; {NearestNames.Hint(unknown, kinds)}", path, key: $"memories.{unknown}")
            : bound.Value with { Sources = bound.Sources };
    }
}
