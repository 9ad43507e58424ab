using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;

namespace Simulator.Accelerators.Ilgpu.Gemm;

/// <summary>
/// GEMM on the vector units: 128 × 128 of C a group of 256 threads, 8 × 8 of it a thread, steps of 16 along k. Slices of A and B are widened to fp32 and
/// transposed in shared memory; the next slice is read into registers while the present one is multiplied. Grid: tiles of m, tiles of n, batch.
/// </summary>
internal static class TiledGemmKernel
{
    /// <summary>Rows and columns of C a group.</summary>
    public const int Tile = 128;

    /// <summary>Threads a group.</summary>
    public const int Threads = 256;

    private const int Depth = 16;

    // Four more than the tile: a thread stores four values of a column of the transposed slice, which then lie in different banks.
    private const int Pitch = Tile + 4;

    public static void Run<T, TElement, TOut, TOutElement>(ArrayView<T> a, ArrayView<T> b, ArrayView<TOut> c, GemmShape shape)
        where T : unmanaged
        where TElement : struct, IElement<T>
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>
    {
        var shared = SharedMemory.Allocate<float>(2 * Depth * Pitch);
        var aSlice = shared.SubView(0, Depth * Pitch);
        var bSlice = shared.SubView(Depth * Pitch, Depth * Pitch);
        var fours = Quads.Of(shared);
        int aRow = Grid.IdxX * Tile, bRow = Grid.IdxY * Tile;
        int x = Group.IdxX % 16, y = Group.IdxX / 16;
        var batchA = Quads.Of(a).SubView((long)Grid.IdxZ * shape.M * (shape.AStride / 4), (long)shape.M * (shape.AStride / 4));
        var batchB = Quads.Of(b).SubView((long)Grid.IdxZ * shape.N * (shape.BStride / 4), (long)shape.N * (shape.BStride / 4));
        int quads = (shape.K + 3) / 4, aPitch = shape.AStride / 4, bPitch = shape.BStride / 4;
        // A slice is 128 rows of four quads: two rows a thread of each operand.
        int quad = Group.IdxX % 4, row = Group.IdxX / 4;

        var sum = new TileOfEight();
        var a0 = Load<T, TElement>(batchA, aRow + row, quad, shape.M, quads, aPitch);
        var a1 = Load<T, TElement>(batchA, aRow + row + 64, quad, shape.M, quads, aPitch);
        var b0 = Load<T, TElement>(batchB, bRow + row, quad, shape.N, quads, bPitch);
        var b1 = Load<T, TElement>(batchB, bRow + row + 64, quad, shape.N, quads, bPitch);
        for (var k = 0; k < quads; k += Depth / 4)
        {
            Group.Barrier();
            Store(aSlice, a0, quad, row);
            Store(aSlice, a1, quad, row + 64);
            Store(bSlice, b0, quad, row);
            Store(bSlice, b1, quad, row + 64);
            Group.Barrier();
            var next = k + (Depth / 4) + quad;
            a0 = Load<T, TElement>(batchA, aRow + row, next, shape.M, quads, aPitch);
            a1 = Load<T, TElement>(batchA, aRow + row + 64, next, shape.M, quads, aPitch);
            b0 = Load<T, TElement>(batchB, bRow + row, next, shape.N, quads, bPitch);
            b1 = Load<T, TElement>(batchB, bRow + row + 64, next, shape.N, quads, bPitch);
            // Four steps a turn: ILGPU does not unroll, and a turn's bookkeeping would weigh on 64 multiply-adds.
            for (var d = 0; d < Depth; d += 4)
            {
                sum = Step(sum, fours, d, y, x);
                sum = Step(sum, fours, d + 1, y, x);
                sum = Step(sum, fours, d + 2, y, x);
                sum = Step(sum, fours, d + 3, y, x);
            }
        }

        var batchC = c.SubView((long)Grid.IdxZ * shape.M * shape.CStride, (long)shape.M * shape.CStride);
        int top = aRow + (4 * y), left = bRow + (4 * x);
        Write<TOut, TOutElement>(batchC, sum.R0, top, left, shape);
        Write<TOut, TOutElement>(batchC, sum.R1, top + 1, left, shape);
        Write<TOut, TOutElement>(batchC, sum.R2, top + 2, left, shape);
        Write<TOut, TOutElement>(batchC, sum.R3, top + 3, left, shape);
        Write<TOut, TOutElement>(batchC, sum.R4, top + 64, left, shape);
        Write<TOut, TOutElement>(batchC, sum.R5, top + 65, left, shape);
        Write<TOut, TOutElement>(batchC, sum.R6, top + 66, left, shape);
        Write<TOut, TOutElement>(batchC, sum.R7, top + 67, left, shape);
    }

    private static Quad<float> Load<T, TElement>(ArrayView<Quad<T>> view, int row, int quad, int rows, int quads, int pitch)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        var value = Quads.Zero();
        if (row < rows && quad < quads)
            value = Quads.Decode<T, TElement>(view[(row * pitch) + quad]);
        return value;
    }

    private static void Store(ArrayView<float> slice, Quad<float> value, int quad, int row)
    {
        slice[(((4 * quad) + 0) * Pitch) + row] = value.X;
        slice[(((4 * quad) + 1) * Pitch) + row] = value.Y;
        slice[(((4 * quad) + 2) * Pitch) + row] = value.Z;
        slice[(((4 * quad) + 3) * Pitch) + row] = value.W;
    }

    private static TileOfEight Step(TileOfEight sum, ArrayView<Quad<float>> fours, int depth, int y, int x)
    {
        // From the start of the allocation: a view into it would lose its alignment, and with it the 16-byte loads.
        int a = (depth * (Pitch / 4)) + y, b = ((Depth + depth) * (Pitch / 4)) + x;
        return TileOfEight.MultiplyAdd(sum, fours[a], fours[a + 16], fours[b], fours[b + 16]);
    }

    private static void Write<TOut, TOutElement>(ArrayView<TOut> c, RowOfEight sums, int row, int column, GemmShape shape)
        where TOut : unmanaged
        where TOutElement : struct, IElement<TOut>
    {
        if (row >= shape.M)
            return;
        // The stride is a multiple of four: a quad that begins inside the row ends inside its pad.
        if (column < shape.N)
            Quads.Of(c)[((row * shape.CStride) + column) / 4] = Quads.Encode<TOut, TOutElement>(sums.Low);
        if (column + 64 < shape.N)
            Quads.Of(c)[((row * shape.CStride) + column + 64) / 4] = Quads.Encode<TOut, TOutElement>(sums.High);
    }
}
