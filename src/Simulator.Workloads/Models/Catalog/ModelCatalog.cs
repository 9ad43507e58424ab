using System.Collections.Immutable;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Errors;
using Simulator.Workloads.Models.HuggingFace;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>The model descriptions of a directory's <c>models/</c>. Safe for concurrent use.</summary>
/// <param name="workloadDirectory">The directory that holds <c>models/</c>.</param>
public sealed class ModelCatalog(string workloadDirectory)
{
    private readonly DescriptionCatalog catalog = new(Path.Combine(workloadDirectory, "models"), "model");

    /// <summary>The directory that holds <c>models/</c>.</summary>
    public string WorkloadDirectoryPath { get; } = workloadDirectory;

    /// <summary>The ids, in alphabetical order.</summary>
    public ImmutableArray<string> Ids => catalog.Ids;

    /// <summary>Opens the catalogue of the directory that <see cref="WorkloadDirectory.Find"/> finds.</summary>
    /// <param name="workloadDirectory">The directory given with an option; null where none was.</param>
    /// <returns>The catalogue.</returns>
    /// <exception cref="InputException">There is no such directory.</exception>
    public static ModelCatalog Open(string? workloadDirectory = null) => new(WorkloadDirectory.Find(workloadDirectory));

    /// <summary>The versions of a model: of its own file, and of <c>ID@VERSION.yaml</c> beside it.</summary>
    /// <param name="id">The id, without a version.</param>
    /// <returns>What is accepted for each: <c>ID@VERSION</c>.</returns>
    public ImmutableArray<string> VersionsOf(string id) =>
        [.. Ids.Where(other => other == id || other.StartsWith(id + ModelVersion.Mark, StringComparison.Ordinal)).Select(other => other == id
            ? $"{id}{ModelVersion.Mark}{ModelVersion.Of(catalog, other)}"
            : other)];

    /// <summary>The file of an id, or the path itself (of a folder: its <c>config.json</c>), for manifests.</summary>
    /// <param name="idOrPath">An id or a path.</param>
    /// <returns>The path.</returns>
    /// <exception cref="InputException">No model has that id.</exception>
    public string PathOf(string idOrPath) => IsHuggingFace(idOrPath) ? HuggingFaceModel.FileOf(idOrPath) : catalog.PathOf(Resolve(idOrPath));

    /// <summary>Loads a model.</summary>
    /// <param name="idOrPath">
    /// An id such as <c>llama-3.1-8b</c>, also with a version (<c>llama-3.1-8b@VERSION</c>), or the path of a <c>.yaml</c> file, of a <c>config.json</c>,
    /// or of its folder.
    /// </param>
    /// <returns>The model.</returns>
    /// <exception cref="InputException">The id is unknown or the file cannot be used; the message names file, line and key.</exception>
    public ModelDescription Load(string idOrPath)
    {
        if (IsHuggingFace(idOrPath))
            return HuggingFaceModel.Import(idOrPath) with { Version = ModelVersion.OfContents([HuggingFaceModel.FileOf(idOrPath)]) };
        var id = Resolve(idOrPath);
        return new ModelExpansion(catalog.Load<ModelFile>(id).Value, catalog.PathOf(id)).Expand() with { Version = ModelVersion.Of(catalog, id) };
    }

    // A version is that of a file of its own, or must be the one that the id's file has.
    private string Resolve(string idOrPath)
    {
        if (DescriptionCatalog.IsPath(idOrPath) || Ids.Contains(idOrPath))
            return idOrPath;
        var at = idOrPath.LastIndexOf(ModelVersion.Mark, StringComparison.Ordinal);
        var id = at < 0 ? idOrPath : idOrPath[..at];
        var versions = VersionsOf(id);
        if (versions.Length == 0)
            return at < 0 ? idOrPath : id;
        if (at >= 0 && Ids.Contains(id) && ModelVersion.Matches(catalog, id, idOrPath[(at + 1)..]))
            return id;
        throw new InputException(at < 0
            ? $"the model '{id}' has no version that goes without saying; accepted: {string.Join(", ", versions)}"
            : $"unknown version '{idOrPath[(at + 1)..]}' of the model {id}; accepted: {string.Join(", ", versions)}");
    }

    private bool IsHuggingFace(string idOrPath)
    {
        if (idOrPath.EndsWith(".json", StringComparison.OrdinalIgnoreCase))
            return true;
        var isYaml = idOrPath.EndsWith(".yaml", StringComparison.OrdinalIgnoreCase) || idOrPath.EndsWith(".yml", StringComparison.OrdinalIgnoreCase);
        return !isYaml && !Ids.Contains(idOrPath) && (DescriptionCatalog.IsPath(idOrPath) || Directory.Exists(idOrPath));
    }
}
