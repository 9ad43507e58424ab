namespace Simulator.Measurement.Measurements;

/// <summary>A row that could not be used.</summary>
/// <param name="File">The file.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Reason">Why, in one line; rows with the same reason are counted together.</param>
public sealed record Rejection(string File, int Line, string Reason);
