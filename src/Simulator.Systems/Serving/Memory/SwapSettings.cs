namespace Simulator.Systems.Serving.Memory;

/// <summary>Where sequences go that are preempted by swap. Of one GPU, or its share.</summary>
/// <param name="Bytes">What the host keeps for them.</param>
/// <param name="Link">The way between host and GPU; a tier named <c>host</c> shares its own.</param>
public sealed record SwapSettings(double Bytes, MemoryLink Link);
