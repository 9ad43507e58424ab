using Simulator.Workloads.Sharding;

namespace Simulator.Systems.Training;

/// <summary>
/// Which layers stand on which part of the pipeline. Part i is on stage i mod pp. Layers that do not divide evenly are dealt with embedding and head counted
/// as a layer each, as Megatron-LM can be told to, which takes one from the first and last part; beyond that the first parts take one more.
/// </summary>
public static class StageLayout
{
    /// <summary>The layers of each part.</summary>
    /// <param name="request">The step.</param>
    /// <returns>One range of layer indices per part, in the order in which a token passes them; may be empty at the ends.</returns>
    public static IReadOnlyList<Range> Of(TrainingRequest request)
    {
        var (layers, parts) = (request.Model.Layers.Length, request.Parallelism.Pp * request.Parallelism.Vp);
        if (!request.StageLayers.IsEmpty)
            return Ranges(request.StageLayers);
        if (parts == 1 || layers % parts == 0 || layers + 2 < 2 * parts)
            return PipelineStages.Of(layers, parts);
        var counts = PipelineStages.Of(layers + 2, parts).Select(r => r.End.Value - r.Start.Value).ToArray();
        counts[0]--;
        counts[^1]--;
        return Ranges(counts);
    }

    private static Range[] Ranges(IReadOnlyList<int> counts)
    {
        var (ranges, first) = (new Range[counts.Count], 0);
        for (var i = 0; i < counts.Count; i++)
        {
            ranges[i] = first..(first + counts[i]);
            first += counts[i];
        }

        return ranges;
    }
}
