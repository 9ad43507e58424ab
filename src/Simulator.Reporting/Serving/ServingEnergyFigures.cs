namespace Simulator.Reporting.Serving;

/// <summary>The estimated energy of a serving run.</summary>
/// <param name="Joules">Of all GPUs.</param>
/// <param name="WattsPerGpu">Mean power of one GPU.</param>
/// <param name="JoulesPerOutputToken">Per output token; null without any.</param>
/// <param name="JoulesPerRequest">Per finished request; null without any.</param>
/// <param name="Accuracy">The relative error to expect.</param>
public sealed record ServingEnergyFigures(double? Joules, double? WattsPerGpu, double? JoulesPerOutputToken, double? JoulesPerRequest, double? Accuracy);
