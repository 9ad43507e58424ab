namespace Simulator.Reporting.Steps;

/// <summary>The seconds that each resource would need alone.</summary>
/// <param name="SharedMemory">Shared memory.</param>
/// <param name="L2">L2.</param>
/// <param name="Memory">Device memory.</param>
public sealed record StepResources(double SharedMemory = 0, double L2 = 0, double Memory = 0);
