namespace Simulator.Reporting.Charts;

/// <summary>What one GPU holds.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Parts">The parts as they are stacked, in bytes.</param>
/// <param name="Total">All of them.</param>
/// <param name="Capacity">What the GPU has.</param>
public sealed record GpuMemory(string Name, IReadOnlyList<(string Name, double Bytes)> Parts, double Total, double Capacity)
{
    /// <summary>Whether all fit.</summary>
    public bool Fits { get; init; } = Total <= Capacity;
}
