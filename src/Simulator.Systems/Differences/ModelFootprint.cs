using Simulator.Workloads.Memory;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Differences;

/// <summary>What a model holds, whatever the step.</summary>
/// <param name="Parameters">Parameters in all.</param>
/// <param name="ActiveParameters">Parameters that a token uses.</param>
/// <param name="WeightBytes">Weights of one GPU.</param>
/// <param name="TokenBytes">Cache of each further token of a long sequence, of one GPU.</param>
/// <param name="WindowBytes">Cache of a sequence in layers that see only a window, of one GPU, once it is full.</param>
/// <param name="StateBytes">Recurrent states of a sequence, of one GPU.</param>
public sealed record ModelFootprint(
    double Parameters, double ActiveParameters, double WeightBytes, double TokenBytes, double WindowBytes, double StateBytes)
{
    /// <summary>Works out the footprint.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide it.</param>
    /// <returns>The footprint.</returns>
    public static ModelFootprint Of(ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism)
    {
        ArgumentNullException.ThrowIfNull(model);
        var cache = KvCache.Of(model, recipe, parallelism);
        return new ModelFootprint(
            model.Parameters.Total, model.Parameters.Active, WeightFootprint.PerRank(model, recipe, parallelism).Bytes, cache.BytesPerToken,
            cache.Windows.Sum(w => w.BytesPerToken * w.Window), cache.StateBytes);
    }
}
