namespace Simulator.Systems.Serving.Memory;

/// <summary>A way between a GPU and a memory.</summary>
/// <param name="BytesPerSecond">What it carries in each direction, above 0.</param>
/// <param name="LatencySeconds">What every transfer takes beside.</param>
public readonly record struct MemoryLink(double BytesPerSecond, double LatencySeconds);
