namespace Simulator.Timing.Gemm;

/// <summary>The tiling that a search found fastest.</summary>
/// <param name="Seconds">Time without the launch.</param>
/// <param name="Tile">The tile.</param>
/// <param name="Split">Thread blocks that share an output tile's reduction.</param>
/// <param name="Units">Thread blocks.</param>
/// <param name="Waves">Rounds in which the SMs work through them.</param>
/// <param name="Busy">Fraction of the SMs at work on average over the waves.</param>
/// <param name="Steps">Steps along k of one thread block.</param>
/// <param name="MemorySeconds">Seconds of memory traffic.</param>
internal readonly record struct GemmCandidate(
    double Seconds, GemmTile Tile, int Split, double Units, double Waves, double Busy, double Steps, double MemorySeconds);
