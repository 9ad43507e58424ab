using Simulator.Exploration.Evaluation;

namespace Simulator.Exploration.Runs;

/// <summary>A few consecutive points, worked out and written as text.</summary>
/// <param name="Text">Their lines, in UTF-8.</param>
/// <param name="Records">What each came to.</param>
internal sealed record Chunk(byte[] Text, PointRecord[] Records);
