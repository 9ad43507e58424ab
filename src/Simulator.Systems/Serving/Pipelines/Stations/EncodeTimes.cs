using Simulator.Systems.Inference;
using Simulator.Systems.Serving.Steps;
using Simulator.Workloads.Models;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Sharding;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>
/// The GPUs' time of one pass of an encoder, from the timing model: priced where it is asked for and interpolated linearly between nodes, 8 per doubling of
/// batch and length. Images count by whole groups of patches that merge to one token; a speech encoder always computes its whole window (Whisper pads every
/// recording to 30 s). Not thread-safe.
/// </summary>
/// <param name="simulator">Prices a pass's operators.</param>
/// <param name="model">The model; it encodes.</param>
/// <param name="recipe">The precisions.</param>
/// <param name="parallelism">How ranks divide it.</param>
public sealed class EncodeTimes(StepSimulator simulator, ModelDescription model, PrecisionRecipe recipe, Parallelism parallelism)
{
    private const int Bits = 3;
    private readonly ModelDescription unlimited = model with { MaxPositions = int.MaxValue / 2 };
    private readonly Dictionary<(int Batch, int Units), double> nodes = [];
    private readonly int unit = model.Vision is { } vision ? vision.Merge * vision.Merge : 1;

    /// <summary>The time of a pass.</summary>
    /// <param name="batch">Texts, images or recordings, at least 1.</param>
    /// <param name="tokens">Mean tokens or patches of each.</param>
    /// <returns>Seconds.</returns>
    public double Seconds(int batch, double tokens)
    {
        var (low, high, weight) = GridAxis.Around(batch, Bits);
        var first = OfBatch(low, tokens);
        return weight == 0 ? first : first + (weight * (OfBatch(high, tokens) - first));
    }

    private double OfBatch(int batch, double tokens)
    {
        if (model.Audio is { } audio)
        {
            return Node(batch, audio.Positions);
        }

        var (low, high, weight) = GridAxis.Around(Math.Max(1, tokens / unit), Bits);
        var first = Node(batch, low);
        return weight == 0 ? first : first + (weight * (Node(batch, high) - first));
    }

    private double Node(int batch, int units) => nodes.TryGetValue((batch, units), out var seconds) ? seconds
        : nodes[(batch, units)] = simulator.Seconds(TraceBuilder.Build(unlimited, StepShape.Encode(batch, units * unit), recipe, parallelism));
}
