namespace Simulator.Measurement.Kernels.Simd;

/// <summary>The layout of packed operands of a tile product.</summary>
internal static class TileLayout
{
    /// <summary>The longest part of the reduction that a tile product takes at once.</summary>
    internal const int Depth = 256;

    /// <summary>Elements from one packed row of A to the next: a depth and a cache line, so that rows do not share sets of the cache.</summary>
    internal const int Stride = Depth + 16;
}
