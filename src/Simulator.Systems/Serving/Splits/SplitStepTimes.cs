using Simulator.Systems.Serving.Fleets.Transfers;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Splits;

/// <summary>
/// Step times where attention and feed-forwards are on different GPUs. All attention groups are taken to be loaded alike, as their tokens meet at the
/// feed-forward GPUs in every layer. Layers are taken to be alike. Not thread-safe.
/// </summary>
/// <param name="attention">Step times of the model without its feed-forwards, of one attention group.</param>
/// <param name="ffn">The feed-forward GPUs.</param>
/// <param name="path">Between the two, per GPU.</param>
/// <param name="groups">Attention groups, at least 1.</param>
/// <param name="attentionGpus">GPUs of all attention groups.</param>
/// <param name="microBatches">Parts of a step that are under way at a time, at least 1.</param>
public sealed class SplitStepTimes(StepTimes attention, FfnSide ffn, TransferPath path, int groups, int attentionGpus, int microBatches) : IStepTimes
{
    /// <summary>GPUs of the feed-forward side.</summary>
    public int FfnGpus => ffn.Ranks;

    /// <inheritdoc/>
    public double Seconds(in StepLoad load)
    {
        var parts = Math.Min(microBatches, Math.Max(load.Tokens, 1));
        return Of(load, parts).StepSeconds(ffn.Layers, parts);
    }

    /// <summary>The parts of one layer of a step.</summary>
    /// <param name="load">The step of one attention group; not empty.</param>
    /// <param name="parts">Micro-batches, at least 1 and at most its tokens.</param>
    /// <returns>The times of one micro-batch.</returns>
    public PingPong Of(in StepLoad load, int parts)
    {
        var part = new StepLoad(Share(load.Prompts), Share(load.PromptTokens), load.PromptContext / parts, Share(load.DecodeBatch), load.DecodeContext / parts);
        var tokens = groups * part.Tokens;
        return new PingPong(attention.Seconds(part) / ffn.Layers, ffn.Seconds(tokens) / ffn.Layers, Way(ffn.BytesThere), Way(ffn.BytesBack));

        int Share(int count) => (count + parts - 1) / parts;

        double Way(double bytes) =>
            path.LatencySeconds + (tokens * bytes / Math.Min(attentionGpus * path.FromBytesPerSecond, ffn.Ranks * path.ToBytesPerSecond));
    }
}
