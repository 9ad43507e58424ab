namespace Simulator.Timing.Estimates;

/// <summary>The tiling that a kernel is assumed to use.</summary>
/// <param name="M">Rows of the output (queries, tokens) per thread block.</param>
/// <param name="N">Columns of the output (keys, features) per thread block.</param>
/// <param name="Split">Thread blocks that share one output tile (split-k, split-KV).</param>
/// <param name="Blocks">Thread blocks launched.</param>
/// <param name="Waves">Rounds in which the SMs work through the blocks.</param>
public readonly record struct Tile(int M, int N, int Split, double Blocks, double Waves)
{
    /// <summary>Such as <c>128x256</c>, <c>128x64 split 4</c>, or empty where the kernel has no tiling.</summary>
    /// <returns>The text.</returns>
    public override string ToString() => M == 0 ? "" : Split > 1 ? $"{M}x{N} split {Split}" : $"{M}x{N}";
}
