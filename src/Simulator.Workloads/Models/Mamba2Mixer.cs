using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models;

/// <summary>A Mamba-2 layer (Dao and Gu, "Transformers are SSMs", 2024).</summary>
public sealed record Mamba2Mixer : Mixer
{
    /// <summary>Heads.</summary>
    [Field("heads")] public required int Heads { get; init; }

    /// <summary>Channels per head.</summary>
    [Field("head_dim")] public required int HeadDim { get; init; }

    /// <summary>Groups of heads that share B and C.</summary>
    [Field("groups")] public required int Groups { get; init; }

    /// <summary>State per channel.</summary>
    [Field("d_state")] public required int DState { get; init; }

    /// <summary>Taps of the causal convolution.</summary>
    [Field("d_conv")] public int DConv { get; init; } = 4;

    /// <summary>Tokens per chunk of a prompt's scan.</summary>
    [Field("chunk")] public int Chunk { get; init; } = 128;

    /// <summary>Whether the convolution has a bias.</summary>
    [Field("conv_bias")] public bool ConvBias { get; init; } = true;

    /// <summary>Width of x and of the gate z: heads times channels.</summary>
    public int Inner => Heads * HeadDim;

    /// <summary>Channels of the convolution: x, B and C.</summary>
    public int ConvChannels => Inner + 2 * Groups * DState;

    /// <summary>Columns of the input projection: z, x, B, C and dt.</summary>
    public int InputWidth => 2 * Inner + 2 * Groups * DState + Heads;
}
