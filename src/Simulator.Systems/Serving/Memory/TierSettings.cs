namespace Simulator.Systems.Serving.Memory;

/// <summary>A memory below the GPU's that keeps computed prefixes: the host's, an SSD, another node. Of one GPU, or its share.</summary>
/// <param name="Name">The name in results.</param>
/// <param name="Bytes">What it holds.</param>
/// <param name="Link">The way between it and the GPU.</param>
public sealed record TierSettings(string Name, double Bytes, MemoryLink Link);
