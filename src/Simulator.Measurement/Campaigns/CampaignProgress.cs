namespace Simulator.Measurement.Campaigns;

/// <summary>A kernel of a campaign that has ended.</summary>
/// <param name="Position">Its position in the plan, from 1.</param>
/// <param name="Count">Kernels of the plan.</param>
/// <param name="Kernel">The kernel.</param>
/// <param name="Row">Its row; null where it failed.</param>
/// <param name="Failure">Why it failed, in one line; null where it did not.</param>
public sealed record CampaignProgress(int Position, int Count, PlannedKernel Kernel, CampaignRow? Row, string? Failure);
