using System.Collections.Immutable;

namespace Simulator.Workloads.Models;

/// <summary>
/// Multi-token prediction (DeepSeek-V3 technical report, section 2.2): modules that draft further tokens from the last hidden state. Each joins the
/// hidden state and the next token's embedding by a projection (2·hidden → hidden); embedding and head are the model's own.
/// </summary>
/// <param name="Modules">Modules, one per further token.</param>
/// <param name="Layers">The layers of one module.</param>
public sealed record MtpDescription(int Modules, ImmutableArray<LayerDescription> Layers);
