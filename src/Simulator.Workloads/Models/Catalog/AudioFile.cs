using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>A speech encoder in a file of the catalogue.</summary>
public sealed record AudioFile
{
    /// <summary>Channels of the spectrogram.</summary>
    [Field("mel_bins")] public required int MelBins { get; init; }

    /// <summary>Positions after the convolutions.</summary>
    [Field("positions")] public required int Positions { get; init; }

    /// <summary>Taps of each convolution.</summary>
    [Field("conv_taps")] public int ConvTaps { get; init; } = 3;

    /// <summary>The encoder's layers, as names of blocks.</summary>
    [Field("layers")] public required string Layers { get; init; }
}
