namespace Simulator.Workloads.Sharding;

/// <summary>How layers are spread over pipeline stages: evenly, the first stages taking one more where they do not divide.</summary>
public static class PipelineStages
{
    /// <summary>The layers of each stage.</summary>
    /// <param name="layers">Layers of the model.</param>
    /// <param name="stages">Stages, from 1 to <paramref name="layers"/>.</param>
    /// <returns>One range of layer indices per stage.</returns>
    public static IReadOnlyList<Range> Of(int layers, int stages)
    {
        var (each, more) = Math.DivRem(layers, stages);
        var ranges = new Range[stages];
        for (int stage = 0, first = 0; stage < stages; stage++)
        {
            var count = each + (stage < more ? 1 : 0);
            ranges[stage] = first..(first + count);
            first += count;
        }

        return ranges;
    }
}
