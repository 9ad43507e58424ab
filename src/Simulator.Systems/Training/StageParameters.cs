using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;

namespace Simulator.Systems.Training;

/// <summary>Parameters that one rank of a stage is responsible for, before data-parallel ranks shard them.</summary>
/// <param name="Dense">Of attention, dense layers, embedding and head.</param>
/// <param name="Experts">Of routed experts.</param>
/// <param name="Largest">Of the largest single layer, all of it.</param>
public readonly record struct StageParameters(double Dense, double Experts, double Largest)
{
    /// <summary>All of them.</summary>
    public double Total => Dense + Experts;

    /// <summary>Of a layer.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parallelism">How GPUs divide it.</param>
    /// <param name="layer">The layer.</param>
    /// <returns>The counts.</returns>
    public static StageParameters OfLayer(ModelDescription model, TrainingParallelism parallelism, LayerDescription layer) =>
        Of(parallelism, ParameterInventory.OfLayer(model, layer));

    /// <summary>Of the embedding.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parallelism">How GPUs divide it.</param>
    /// <returns>The counts.</returns>
    public static StageParameters OfEmbedding(ModelDescription model, TrainingParallelism parallelism) => Of(parallelism, ParameterInventory.BeforeLayers(model));

    /// <summary>Of the last norm and the head.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parallelism">How GPUs divide it.</param>
    /// <param name="alone">Whether the embedding is on another stage, so that a head that is its table needs a copy.</param>
    /// <returns>The counts.</returns>
    public static StageParameters OfHead(ModelDescription model, TrainingParallelism parallelism, bool alone)
    {
        var copy = alone && model is { TiedEmbeddings: true, HasLmHead: true };
        IEnumerable<ParameterGroup> table = copy ? [new ParameterGroup(WeightComponent.LmHead, (double)model.Vocab * model.Hidden, WeightSharding.Tensor)] : [];
        return Of(parallelism, ParameterInventory.AfterLayers(model).Concat(table));
    }

    private static StageParameters Of(TrainingParallelism parallelism, IEnumerable<ParameterGroup> groups)
    {
        double dense = 0, experts = 0;
        foreach (var g in groups)
        {
            if (g.Sharding == WeightSharding.Expert)
                experts += g.Elements / parallelism.Ep;
            else
                dense += g.Elements / (g.Sharding switch
                {
                    WeightSharding.Tensor => parallelism.Tp,
                    WeightSharding.Grouped => Math.Min(parallelism.Tp, g.Groups),
                    _ => 1,
                });
        }

        return new StageParameters(dense, experts, dense + experts);
    }
}
