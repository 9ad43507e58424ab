namespace Simulator.Hardware.Technology;

/// <summary>The processes of a GPU's dies.</summary>
/// <param name="Compute">Of the dies that hold the SMs.</param>
/// <param name="Base">Of the dies that hold cache, memory interfaces and links; the same where there are none apart.</param>
/// <param name="HasBaseDies">Whether cache, memory interfaces and links are on dies of their own, below the compute dies.</param>
public sealed record ProcessPair(ProcessDescription Compute, ProcessDescription Base, bool HasBaseDies);
