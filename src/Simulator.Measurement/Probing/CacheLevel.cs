namespace Simulator.Measurement.Probing;

/// <summary>A level of a processor's memory, as measured.</summary>
/// <param name="Name">Such as <c>l2</c> or <c>memory</c>.</param>
/// <param name="Bytes">
/// Its capacity (of one core, for the levels that each core has); of a cache that is shared, what reads find there, which neighbours may leave less of than
/// the system says; 0 for memory.
/// </param>
/// <param name="SetBytes">The set that was moved to measure it.</param>
/// <param name="BytesPerSecond">The rate at which all cores together read; from memory, read or copy, whichever moves more.</param>
/// <param name="LatencySeconds">The time of a read that depends on the one before.</param>
public sealed record CacheLevel(string Name, double Bytes, double SetBytes, double BytesPerSecond, double LatencySeconds);
