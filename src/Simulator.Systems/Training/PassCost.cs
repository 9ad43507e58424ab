using System.Collections.Immutable;

namespace Simulator.Systems.Training;

/// <summary>What a pass of one microbatch through one layer costs.</summary>
/// <param name="Rows">The operators.</param>
/// <param name="HostSeconds">What the host needs to launch them.</param>
/// <param name="SyncSeconds">Time in which the GPU waits because the host does.</param>
public sealed record PassCost(ImmutableArray<RowCost> Rows, double HostSeconds, double SyncSeconds)
{
    /// <summary>A pass of nothing.</summary>
    public static PassCost None { get; } = new([], 0, 0);

    /// <summary>Seconds on the GPU.</summary>
    public double Seconds { get; } = Rows.Sum(r => r.Exposed) + SyncSeconds;
}
