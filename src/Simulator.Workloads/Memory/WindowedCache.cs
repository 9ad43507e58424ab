namespace Simulator.Workloads.Memory;

/// <summary>The cache of the layers that share a sliding window.</summary>
/// <param name="Window">Tokens that they keep.</param>
/// <param name="BytesPerToken">Bytes of each, over all those layers.</param>
public sealed record WindowedCache(int Window, double BytesPerToken);
