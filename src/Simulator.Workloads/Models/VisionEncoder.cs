using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models;

/// <summary>A vision transformer whose merged patches become tokens of a decoder (Qwen3-VL technical report, 2025).</summary>
public sealed record VisionEncoder
{
    /// <summary>Layers.</summary>
    [Field("depth")] public required int Depth { get; init; }

    /// <summary>Width of the encoder's residual stream.</summary>
    [Field("hidden")] public required int Hidden { get; init; }

    /// <summary>Attention heads; divides <see cref="Hidden"/>.</summary>
    [Field("heads")] public required int Heads { get; init; }

    /// <summary>Width of the feed-forward's hidden layer.</summary>
    [Field("inter")] public required int Inter { get; init; }

    /// <summary>Colour channels.</summary>
    [Field("channels")] public int Channels { get; init; } = 3;

    /// <summary>Pixels of a patch's side.</summary>
    [Field("patch")] public required int Patch { get; init; }

    /// <summary>Frames per patch.</summary>
    [Field("frames")] public int Frames { get; init; } = 1;

    /// <summary>Learnt position embeddings; 0 where there are none.</summary>
    [Field("positions", Minimum = 0)] public int Positions { get; init; }

    /// <summary>Patches of a merged token's side: merge² patches become one token.</summary>
    [Field("merge")] public int Merge { get; init; } = 1;

    /// <summary>Width of a merged token: the decoder's residual stream.</summary>
    [Field("output")] public required int Output { get; init; }

    /// <summary>Further mergers, whose outputs are added to early decoder layers.</summary>
    [Field("deepstack_mergers", Minimum = 0)] public int DeepstackMergers { get; init; }

    /// <summary>Values of a patch.</summary>
    public int PatchElements => Channels * Frames * Patch * Patch;

    /// <summary>Width of a merger's input.</summary>
    public int MergedWidth => Hidden * Merge * Merge;

    /// <summary>One of the encoder's layers: bidirectional attention and a plain feed-forward, all with biases.</summary>
    public LayerDescription Layer => new(
        new AttentionMixer
        {
            Heads = Heads,
            KvHeads = Heads,
            HeadDim = Hidden / Heads,
            RotaryDim = Hidden / Heads,
            QkvBias = true,
            OutputBias = true,
            Causal = false,
        },
        new DenseFeedForward { Inter = Inter, Gated = false, Bias = true });
}
