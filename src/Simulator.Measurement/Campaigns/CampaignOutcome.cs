using System.Collections.Immutable;
using Simulator.Measurement.Protocol;

namespace Simulator.Measurement.Campaigns;

/// <summary>What became of a campaign.</summary>
/// <param name="Measured">Rows that were measured now.</param>
/// <param name="Resumed">Rows that the file held already.</param>
/// <param name="Left">Kernels that the budget or an interruption left.</param>
/// <param name="Failed">Kernels that could not be measured.</param>
/// <param name="Checks">Numerical results that were compared with the reference.</param>
/// <param name="Costs">What timing itself costs on the device.</param>
/// <param name="DeviceLost">Whether the device was lost on the way.</param>
public sealed record CampaignOutcome(
    int Measured, int Resumed, int Left, ImmutableArray<FailedKernel> Failed, ImmutableArray<CheckedKernel> Checks, DeviceCosts Costs,
    bool DeviceLost);
