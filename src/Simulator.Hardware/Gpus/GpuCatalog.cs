using System.Collections.Immutable;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Descriptions;

namespace Simulator.Hardware.Gpus;

/// <summary>The GPU descriptions of a directory's <c>gpus/</c>. Safe for concurrent use.</summary>
/// <param name="configDirectory">The directory that holds <c>gpus/</c>.</param>
public sealed class GpuCatalog(string configDirectory)
{
    private readonly DescriptionCatalog catalog = new(Path.Combine(configDirectory, "gpus"), "GPU");

    /// <summary>The directory that holds <c>gpus/</c>.</summary>
    public string ConfigDirectoryPath { get; } = configDirectory;

    /// <summary>The ids, in alphabetical order.</summary>
    public ImmutableArray<string> Ids => catalog.Ids;

    /// <summary>Opens the catalogue of the directory that <see cref="ConfigDirectory.Find"/> finds.</summary>
    /// <param name="configDirectory">The directory given with an option; null where none was.</param>
    /// <returns>The catalogue.</returns>
    /// <exception cref="Errors.InputException">There is no such directory.</exception>
    public static GpuCatalog Open(string? configDirectory = null) => new(ConfigDirectory.Find(configDirectory));

    /// <summary>The file of an id, or the path itself, for manifests.</summary>
    /// <param name="idOrPath">An id such as <c>h100-sxm</c>, or a path.</param>
    /// <returns>The path.</returns>
    /// <exception cref="Errors.InputException">No GPU has that id.</exception>
    public string PathOf(string idOrPath) => catalog.PathOf(idOrPath);

    /// <summary>Reads a GPU description.</summary>
    /// <param name="idOrPath">An id such as <c>h100-sxm</c>; text with a <c>/</c> or ending in <c>.yaml</c> is the path of a file.</param>
    /// <param name="overrides">Values that replace the file's, with paths such as <c>memory.bandwidth</c>.</param>
    /// <returns>The description with its sources.</returns>
    /// <exception cref="Errors.InputException">The id is unknown, or the file or an override cannot be used.</exception>
    public GpuDescription Load(string idOrPath, IReadOnlyList<DescriptionOverride>? overrides = null)
    {
        var bound = catalog.Load<GpuDescription>(idOrPath, overrides);
        return bound.Value with { Sources = bound.Sources };
    }
}
