namespace Simulator.Hardware.Descriptions;

/// <summary>Where a value of a description comes from.</summary>
/// <param name="Source">A datasheet, white paper, microbenchmark study, or the rule by which it was estimated.</param>
/// <param name="Estimated">True where nobody published the value.</param>
public sealed record ValueSource(string Source, bool Estimated);
