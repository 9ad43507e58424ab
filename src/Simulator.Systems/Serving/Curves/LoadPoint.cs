using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Curves;

/// <summary>An engine under one load.</summary>
/// <param name="Load">The clients or the rate, whichever is varied.</param>
/// <param name="Description">The run.</param>
/// <param name="Outcome">What it gave.</param>
public sealed record LoadPoint(double Load, ServingDescription Description, ServingOutcome Outcome);
