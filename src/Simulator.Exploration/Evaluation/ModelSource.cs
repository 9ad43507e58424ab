using System.Collections.Concurrent;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Exploration.Evaluation;

/// <summary>The models of an experiment, each read once. Thread-safe.</summary>
/// <param name="catalog">Where models are found.</param>
internal sealed class ModelSource(ModelCatalog catalog)
{
    private readonly ConcurrentDictionary<string, ModelDescription> models = new(StringComparer.Ordinal);

    /// <summary>Where models are found.</summary>
    public ModelCatalog Catalog { get; } = catalog;

    /// <summary>The ids of the models read so far, in order.</summary>
    public IEnumerable<string> Ids => models.Keys.Order(StringComparer.Ordinal);

    /// <summary>Reads a model.</summary>
    /// <param name="id">Its id or path.</param>
    /// <returns>The model.</returns>
    /// <exception cref="Hardware.Errors.InputException">It is unknown or cannot be used.</exception>
    public ModelDescription Load(string id) => models.GetOrAdd(id, Catalog.Load);
}
