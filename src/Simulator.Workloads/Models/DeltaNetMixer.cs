using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models;

/// <summary>A gated delta network layer (Yang, Kautz and Hatamizadeh, "Gated Delta Networks", 2024), as in Qwen3-Next and Qwen3.5.</summary>
public sealed record DeltaNetMixer : Mixer
{
    /// <summary>Query and key heads.</summary>
    [Field("key_heads")] public required int KeyHeads { get; init; }

    /// <summary>Value heads; a multiple of <see cref="KeyHeads"/>.</summary>
    [Field("value_heads")] public required int ValueHeads { get; init; }

    /// <summary>Width of a query or key head.</summary>
    [Field("key_dim")] public required int KeyDim { get; init; }

    /// <summary>Width of a value head.</summary>
    [Field("value_dim")] public required int ValueDim { get; init; }

    /// <summary>Taps of the causal convolution.</summary>
    [Field("d_conv")] public int DConv { get; init; } = 4;

    /// <summary>Tokens per chunk of a prompt's scan.</summary>
    [Field("chunk")] public int Chunk { get; init; } = 64;

    /// <summary>Channels of the convolution: queries, keys and values.</summary>
    public int ConvChannels => 2 * KeyHeads * KeyDim + ValueHeads * ValueDim;

    /// <summary>Columns of the projection to queries, keys, values and the output gate.</summary>
    public int InputWidth => ConvChannels + ValueHeads * ValueDim;
}
