namespace Simulator.Measurement.References;

/// <summary>An output computed in double precision.</summary>
/// <param name="Name">The output's name.</param>
/// <param name="Values">The values in row-major order, not rounded to the output's format.</param>
public sealed record ReferenceOutput(string Name, double[] Values);
