using System.Runtime.InteropServices;
using Simulator.Measurement.Kernels.Memory;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Kernels.Recurrent;

/// <summary>The memory in which a worker scans one head. Sizes fit the largest tile, so that partial tiles stay inside.</summary>
internal sealed unsafe class ScanScratch : IDisposable
{
    private const int LargestTileRows = 12;
    private const int LargestTileColumns = 32;
    private readonly NativeBuffer memory;
    private readonly int stateRows;

    internal ScanScratch(int chunk, int headDim, int state)
    {
        Rows = chunk + LargestTileRows;
        Width = (headDim + LargestTileColumns - 1) / LargestTileColumns * LargestTileColumns;
        stateRows = Width + LargestTileRows;
        var weightRows = Math.Max(Rows, stateRows);
        var floats = (3L * Rows * Stride) + ((long)Width * chunk) + ((long)weightRows * TileLayout.Stride) + ((long)stateRows * TileLayout.Stride)
            + ((long)LargestTileColumns * (state + 8)) + (2L * (chunk + 16));
        memory = new NativeBuffer(floats * sizeof(float));
        memory.Fill(0);
        Values = memory.Floats;
        Results = Values + (Rows * Stride);
        Carried = Results + (Rows * Stride);
        Panels = Carried + (Rows * Stride);
        Weights = Panels + ((long)Width * chunk);
        State = Weights + (weightRows * TileLayout.Stride);
        StatePanel = State + (stateRows * TileLayout.Stride);
        Steps = StatePanel + (LargestTileColumns * (state + 8));
        Decays = Steps + chunk + 16;
    }

    /// <summary>Rows of a chunk with room for a partial tile.</summary>
    internal int Rows { get; }

    /// <summary>Channels of a head, rounded up to the widest tile.</summary>
    internal int Width { get; }

    /// <summary>Elements from one row to the next of values and results.</summary>
    internal int Stride => Width + 16;

    internal float* Values { get; }

    internal float* Results { get; }

    internal float* Carried { get; }

    internal float* Panels { get; }

    internal float* Weights { get; }

    internal float* State { get; }

    internal float* StatePanel { get; }

    internal float* Steps { get; }

    internal float* Decays { get; }

    /// <summary>Sets the state to zero.</summary>
    internal void ClearState() => NativeMemory.Clear(State, (nuint)(stateRows * TileLayout.Stride * sizeof(float)));

    /// <inheritdoc/>
    public void Dispose() => memory.Dispose();
}
