namespace Simulator.Measurement.Campaigns;

/// <summary>How a campaign measures.</summary>
public sealed record CampaignOptions
{
    /// <summary>Time for all kernels together, checks included; null for as long as it takes. Default: null.</summary>
    public TimeSpan? Budget { get; init; }

    /// <summary>The longest time that one kernel gets, preparation included; what takes longer is reported as failed. Default: 60 s.</summary>
    public TimeSpan KernelLimit { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The seed of the operands. Default: 1.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether the numerical result of each operator and precision is compared with the reference first, on a small shape. Default: true.</summary>
    public bool Checks { get; init; } = true;
}
