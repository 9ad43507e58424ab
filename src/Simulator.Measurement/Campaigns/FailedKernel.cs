namespace Simulator.Measurement.Campaigns;

/// <summary>A kernel that a campaign could not measure.</summary>
/// <param name="Kernel">The kernel.</param>
/// <param name="Reason">Why, in one line.</param>
public sealed record FailedKernel(PlannedKernel Kernel, string Reason);
