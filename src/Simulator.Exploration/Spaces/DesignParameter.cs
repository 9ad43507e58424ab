namespace Simulator.Exploration.Spaces;

/// <summary>A parameter of a design space.</summary>
/// <param name="Name">Its name, such as <c>gpu.memory.bandwidth</c>.</param>
/// <param name="Range">The values that it takes.</param>
public sealed record DesignParameter(string Name, ValueRange Range);
