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

    /// <summary>Counts the parameters of some layers.</summary>
    /// <param name="model">The model.</param>
    /// <param name="parallelism">How GPUs divide it.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="first">Whether the embedding is among them.</param>
    /// <param name="last">Whether the head is among them.</param>
    /// <returns>The counts.</returns>
    public static StageParameters Of(ModelDescription model, TrainingParallelism parallelism, IEnumerable<LayerDescription> layers, bool first, bool last)
    {
        double dense = 0, experts = 0, largest = 0;
        foreach (var group in layers.Select(l => ParameterInventory.OfLayer(model, l)))
            Add(group);
        if (first)
            Add(ParameterInventory.BeforeLayers(model));
        if (last)
            Add(ParameterInventory.AfterLayers(model));
        if (last && !first && model is { TiedEmbeddings: true, HasLmHead: true })
            Add([new ParameterGroup(WeightComponent.LmHead, (double)model.Vocab * model.Hidden, WeightSharding.Tensor)]);
        return new StageParameters(dense, experts, largest);

        void Add(IEnumerable<ParameterGroup> groups)
        {
            double ofDense = 0, ofExperts = 0;
            foreach (var g in groups)
            {
                if (g.Sharding == WeightSharding.Expert)
                    ofExperts += g.Elements / parallelism.Ep;
                else
                    ofDense += g.Elements / (g.Sharding switch
                    {
                        WeightSharding.Tensor => parallelism.Tp,
                        WeightSharding.Grouped => Math.Min(parallelism.Tp, g.Groups),
                        _ => 1,
                    });
            }

            dense += ofDense;
            experts += ofExperts;
            largest = Math.Max(largest, ofDense + ofExperts);
        }
    }
}
