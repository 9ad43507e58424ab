using ILGPU;
using ILGPU.Runtime.Cuda;

namespace Simulator.Accelerators.Ilgpu.Gemm;

/// <summary>
/// GEMM on tensor cores through <c>mma.sync</c>: 128 × 128 of C a group of eight warps, 64 × 32 of it a warp, slices of 64 bytes along k in three stages
/// that <c>cp.async</c> fills ahead. Rows of a slice are 64 bytes; their 16-byte chunks are permuted by the row, so that the eight rows that
/// <c>ldmatrix</c> reads at once lie in different banks. Grid: tiles of m, tiles of n, batch. Operands are addresses, aligned to 16 bytes like all strides.
/// </summary>
internal static class MmaGemmKernel
{
    /// <summary>Rows and columns of C a group.</summary>
    public const int Tile = 128;

    /// <summary>Threads a group.</summary>
    public const int Threads = 256;

    /// <summary>Slices in shared memory.</summary>
    public const int Stages = 3;

    /// <summary>Shared memory of a group: all that ILGPU can give one.</summary>
    public const int SharedBytes = Stages * StageBytes; // As MmaText.Begin declares it.

    private const int OperandBytes = Tile * MmaText.RowBytes;
    private const int StageBytes = 2 * OperandBytes;

    public static void Run<TFormat>(long a, long b, long c, GemmShape bytes)
        where TFormat : struct, IMmaFormat
    {
        CudaAsm.Emit(MmaText.Begin);
        var format = default(TFormat);
        int aRow = Grid.IdxX * Tile, bRow = Grid.IdxY * Tile;
        var aBase = a + ((long)Grid.IdxZ * bytes.M * bytes.AStride);
        var bBase = b + ((long)Grid.IdxZ * bytes.N * bytes.BStride);
        int slices = (bytes.K + MmaText.RowBytes - 1) / MmaText.RowBytes;

        Load(aBase, aRow, bytes.M, bytes.AStride, 0, 0, bytes.K);
        Load(bBase, bRow, bytes.N, bytes.BStride, 0, OperandBytes, bytes.K);
        CudaAsm.Emit(MmaText.Commit);
        Load(aBase, aRow, bytes.M, bytes.AStride, 1, StageBytes, bytes.K);
        Load(bBase, bRow, bytes.N, bytes.BStride, 1, StageBytes + OperandBytes, bytes.K);
        CudaAsm.Emit(MmaText.Commit);

        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5, rowOfWarp = 64 * (warp & 1), columnOfWarp = 32 * (warp >> 1);
        // Lane l names a row for ldmatrix: of A rows 0–15 of the first 16 bytes, then of the second; of B eight rows of both, then the next eight.
        var aLane = Chunk(rowOfWarp + (lane & 15), lane >> 4);
        var bLane = OperandBytes + Chunk(columnOfWarp + (lane & 7) + (8 * (lane >> 4)), (lane >> 3) & 1);
        for (int slice = 0, stage = 0, free = 2 * StageBytes; slice < slices; slice++)
        {
            CudaAsm.Emit(MmaText.WaitForAllButOne);
            Group.Barrier();
            // The stage that all warps left before the barrier is filled again. Past the end of k it is filled with zeros that nothing reads.
            Load(aBase, aRow, bytes.M, bytes.AStride, slice + 2, free, bytes.K);
            Load(bBase, bRow, bytes.N, bytes.BStride, slice + 2, free + OperandBytes, bytes.K);
            CudaAsm.Emit(MmaText.Commit);
            format.Step(stage + aLane, stage + bLane);
            // The second 32 bytes: chunks 2 and 3 instead of 0 and 1, whose permuted places differ in one bit.
            format.Step(stage + (aLane ^ 32), stage + (bLane ^ 32));
            free = stage;
            stage = stage == (Stages - 1) * StageBytes ? 0 : stage + StageBytes;
        }

        int row = aRow + rowOfWarp + (lane >> 2), column = bRow + columnOfWarp + (2 * (lane & 3));
        var first = c + (((long)Grid.IdxZ * bytes.M) + row) * bytes.CStride + ((long)column * format.OutputBytes);
        format.Store(first, 8 * bytes.CStride, bytes.M - row, bytes.N - column);
    }

    // Two rows a thread, 64 apart: four threads read the 64 bytes of a row.
    private static void Load(long operand, int firstRow, int rows, int stride, int slice, int offset, int k)
    {
        int row = Group.IdxX >> 2, chunk = Group.IdxX & 3, at = (slice * MmaText.RowBytes) + (16 * chunk);
        LoadChunk(operand, firstRow + row, rows, stride, at, offset + Chunk(row, chunk), k);
        LoadChunk(operand, firstRow + row + 64, rows, stride, at, offset + Chunk(row + 64, chunk), k);
    }

    private static void LoadChunk(long operand, int row, int rows, int stride, int at, int offset, int k)
    {
        var inside = row < rows & at < k;
        CudaAsm.Emit(MmaText.CopyAsync, offset, operand + (inside ? ((long)row * stride) + at : 0), inside ? 16 : 0);
    }

    // Where a chunk of a row lies in a slice.
    private static int Chunk(int row, int chunk) => (row * MmaText.RowBytes) + (16 * (chunk ^ ((row >> 1) & 3)));
}
