using System.Collections.Immutable;
using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Memory;

/// <summary>Bytes of weights, scales included, without multi-token prediction.</summary>
/// <param name="ByComponent">Bytes of each component; components that the model lacks are absent.</param>
public sealed record WeightFootprint(ImmutableSortedDictionary<WeightComponent, double> ByComponent)
{
    /// <summary>Bytes of all components.</summary>
    public double Bytes => ByComponent.Values.Sum();

    /// <summary>The whole model in one copy.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <returns>The footprint.</returns>
    public static WeightFootprint Whole(ModelDescription model, PrecisionRecipe recipe) => PerRank(model, recipe, Parallelism.Single);

    /// <summary>One rank of the pipeline stage that holds most: its shards, and what every rank holds whole.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide the model.</param>
    /// <returns>The footprint.</returns>
    public static WeightFootprint PerRank(ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism) =>
        Stages(model, recipe, parallelism).MaxBy(stage => stage.Bytes)!;

    /// <summary>One rank of each pipeline stage; the ranks of a stage hold equally much. Encoders and embeddings are in the first, heads in the last.</summary>
    /// <param name="model">The model.</param>
    /// <param name="recipe">The precisions.</param>
    /// <param name="parallelism">How ranks divide the model.</param>
    /// <returns>The footprints, in the order of the stages.</returns>
    public static ImmutableArray<WeightFootprint> Stages(ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism)
    {
        var ranges = PipelineStages.Of(model.Layers.Length, parallelism.Pp);
        var stages = ImmutableArray.CreateBuilder<WeightFootprint>(ranges.Count);
        for (var stage = 0; stage < ranges.Count; stage++)
        {
            var sums = new Dictionary<WeightComponent, double>();
            if (stage == 0)
                Add(ParameterInventory.BeforeLayers(model), null);
            if (stage == 0)
                Add(ParameterInventory.OfEncoders(model), null);
            foreach (var index in Enumerable.Range(0, model.Layers.Length).Take(ranges[stage]))
                Add(ParameterInventory.OfLayer(model, model.Layers[index]), index);
            if (stage == ranges.Count - 1)
                Add(ParameterInventory.AfterLayers(model), null);
            if (stage == ranges.Count - 1 && stage > 0 && model is { TiedEmbeddings: true, HasLmHead: true })
                Add([new ParameterGroup(WeightComponent.LmHead, (double)model.Vocab * model.Hidden, WeightSharding.Tensor)], null);
            stages.Add(new WeightFootprint(sums.ToImmutableSortedDictionary()));

            void Add(IEnumerable<ParameterGroup> groups, int? layer)
            {
                foreach (var group in groups)
                    sums[group.Component] = sums.GetValueOrDefault(group.Component) + BytesOf(group, recipe.Precision(group.Component, layer), parallelism);
            }
        }

        return stages.MoveToImmutable();
    }

    private static double BytesOf(ParameterGroup group, GemmPrecision precision, Parallelism parallelism) =>
        group.Elements / Ranks(group, parallelism) * precision.WeightBytes;

    private static double Ranks(ParameterGroup group, Parallelism parallelism) => group.Sharding switch
    {
        WeightSharding.Tensor => parallelism.Tp,
        WeightSharding.Grouped => Math.Min(parallelism.Tp, group.Groups),
        WeightSharding.Expert => parallelism.StageRanks,
        _ => 1,
    };
}
