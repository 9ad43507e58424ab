namespace Simulator.Reporting.Serving;

/// <summary>The money of a serving run, in US dollars.</summary>
/// <param name="GpuHourUsd">A GPU for an hour.</param>
/// <param name="Origin">Where that figure comes from.</param>
/// <param name="FleetHourUsd">All GPUs for an hour, electricity included where it is priced.</param>
/// <param name="MillionOutputTokensUsd">A million output tokens; null without any.</param>
/// <param name="MillionTokensUsd">A million tokens, prompts included; null without any.</param>
public sealed record ServingMoneyFigures(double? GpuHourUsd, string Origin, double? FleetHourUsd, double? MillionOutputTokensUsd, double? MillionTokensUsd);
