using System.Collections.Immutable;

namespace Simulator.Workloads.Models;

/// <summary>A speech encoder (Radford et al., "Robust Speech Recognition via Large-Scale Weak Supervision", 2022): two convolutions, then layers.</summary>
/// <param name="MelBins">Channels of the spectrogram.</param>
/// <param name="Positions">Positions after the convolutions, the second of which halves the frames.</param>
/// <param name="ConvTaps">Taps of each convolution.</param>
/// <param name="Layers">The encoder's layers, as wide as the decoder's.</param>
public sealed record AudioEncoder(int MelBins, int Positions, int ConvTaps, ImmutableArray<LayerDescription> Layers);
