using ILGPU;
using Simulator.Accelerators.Ilgpu.Elements;

namespace Simulator.Accelerators.Ilgpu.Attention;

/// <summary>
/// Attention on the vector units without the matrix of scores in memory (FlashAttention-2, Dao 2023; split over tokens for decode as in Flash-Decoding).
/// A group of four warps takes 32 rows, eight a warp, and tiles of 32 tokens through one buffer of shared memory, keys first, then values. In the scores a
/// lane stands for a token, in the weighted sum for four columns of the head. Grid: tiles of rows, problems, splits. Heads of at most 128 elements.
/// </summary>
internal static class AttentionKernel
{
    /// <summary>The widest head: what 32 lanes hold, four columns each, and what fits shared memory.</summary>
    public const int MaximumWidth = 128;

    /// <summary>Rows a group.</summary>
    public const int RowTile = 32;

    /// <summary>Tokens a step.</summary>
    public const int TokenTile = 32;

    /// <summary>Threads a group.</summary>
    public const int Threads = 128;

    // In quads of fp32. One more than the head: eight lanes that read the same column of eight rows then touch all banks.
    private const int Pitch = (MaximumWidth / 4) + 1;
    private const int QueryQuads = RowTile * Pitch;
    private const int CacheQuads = TokenTile * Pitch;
    private const int WeightQuads = RowTile * TokenTile / 4;

    public static void Run<T, TElement, TCache, TCacheElement>(
        ArrayView<T> q, ArrayView<TCache> k, ArrayView<TCache> v, ArrayView<T> o, ArrayView<float> partial, AttentionShape shape)
        where T : unmanaged
        where TElement : struct, IElement<T>
        where TCache : unmanaged
        where TCacheElement : struct, IElement<TCache>
    {
        var shared = SharedMemory.Allocate<float>(4 * (QueryQuads + CacheQuads + WeightQuads));
        var quads = Quads.Of(shared);
        int lane = Group.IdxX & 31, warp = Group.IdxX >> 5, firstRow = Grid.IdxX * RowTile;
        int problem = Grid.IdxY, width = (shape.Width + 3) / 4;
        var queries = Quads.Of(q).SubView((long)problem * shape.Rows * (shape.QueryStride / 4), (long)shape.Rows * (shape.QueryStride / 4));
        var cacheAt = (long)(problem / shape.Sharing) * shape.Tokens * (shape.CacheStride / 4);
        var keys = Quads.Of(k).SubView(cacheAt, (long)shape.Tokens * (shape.CacheStride / 4));
        var values = Quads.Of(v).SubView(cacheAt, (long)shape.Tokens * (shape.CacheStride / 4));
        LoadRows<T, TElement>(queries, quads, 0, firstRow, shape.Rows, shape.QueryStride / 4, width);

        // Tokens that some row of the tile sees, cut to this split's share of whole tiles.
        var lastRow = IntrinsicMath.Min(firstRow + RowTile, shape.Rows) - 1;
        var end = IntrinsicMath.Min(shape.Tokens, shape.FirstPosition + (lastRow * shape.RowStep) + 1);
        var begin = shape.Window > 0 ? IntrinsicMath.Max(0, shape.FirstPosition + (firstRow * shape.RowStep) - shape.Window + 1) : 0;
        var share = (((end - begin + shape.Splits - 1) / shape.Splits) + TokenTile - 1) / TokenTile * TokenTile;
        begin += Grid.IdxZ * share;
        end = IntrinsicMath.Min(end, begin + share);

        var state = WarpState.Start();
        int rowQuads = 8 * warp * Pitch, weightFloats = (4 * (QueryQuads + CacheQuads)) + (8 * warp * TokenTile);
        var position = shape.FirstPosition + ((firstRow + (8 * warp)) * shape.RowStep);
        for (var token = begin; token < end; token += TokenTile)
        {
            Group.Barrier();
            LoadRows<TCache, TCacheElement>(keys, quads, QueryQuads, token, shape.Tokens, shape.CacheStride / 4, width);
            Group.Barrier();
            var low = Quads.Zero();
            var high = Quads.Zero();
            for (var d = 0; d < width; d++)
            {
                var key = quads[QueryQuads + (lane * Pitch) + d];
                low = Quads.Add(low, Quads.Make(
                    Quads.Dot(quads[rowQuads + d], key),
                    Quads.Dot(quads[rowQuads + Pitch + d], key),
                    Quads.Dot(quads[rowQuads + (2 * Pitch) + d], key),
                    Quads.Dot(quads[rowQuads + (3 * Pitch) + d], key)));
                high = Quads.Add(high, Quads.Make(
                    Quads.Dot(quads[rowQuads + (4 * Pitch) + d], key),
                    Quads.Dot(quads[rowQuads + (5 * Pitch) + d], key),
                    Quads.Dot(quads[rowQuads + (6 * Pitch) + d], key),
                    Quads.Dot(quads[rowQuads + (7 * Pitch) + d], key)));
            }

            low = Masked(low, token + lane, position, end, shape);
            high = Masked(high, token + lane, position + (4 * shape.RowStep), end, shape);
            state = WarpState.Weigh(state, low, high, shared, weightFloats + lane);
            Group.Barrier();
            LoadRows<TCache, TCacheElement>(values, quads, QueryQuads, token, shape.Tokens, shape.CacheStride / 4, width);
            Group.Barrier();
            var column = QueryQuads + IntrinsicMath.Min(lane, width - 1);
            for (var i = 0; i < TokenTile; i += 4)
            {
                var at = column + (i * Pitch);
                state = WarpState.Add(
                    state, quads, (weightFloats + i) / 4, quads[at], quads[at + Pitch], quads[at + (2 * Pitch)], quads[at + (3 * Pitch)]);
            }
        }

        Group.Barrier();
        WarpState.ShareSums(state, shared, weightFloats + lane);
        Group.Barrier();
        int row = firstRow + (8 * warp), sums = weightFloats / 4;
        if (lane < width)
        {
            Write<T, TElement>(o, partial, quads, sums, state.R0, problem, row, lane, shape);
            Write<T, TElement>(o, partial, quads, sums + 8, state.R1, problem, row + 1, lane, shape);
            Write<T, TElement>(o, partial, quads, sums + 16, state.R2, problem, row + 2, lane, shape);
            Write<T, TElement>(o, partial, quads, sums + 24, state.R3, problem, row + 3, lane, shape);
            Write<T, TElement>(o, partial, quads, sums + 32, state.R4, problem, row + 4, lane, shape);
            Write<T, TElement>(o, partial, quads, sums + 40, state.R5, problem, row + 5, lane, shape);
            Write<T, TElement>(o, partial, quads, sums + 48, state.R6, problem, row + 6, lane, shape);
            Write<T, TElement>(o, partial, quads, sums + 56, state.R7, problem, row + 7, lane, shape);
        }
    }

    // 32 rows into shared memory as fp32, zero where there is none. Consecutive threads read consecutive quads.
    private static void LoadRows<T, TElement>(ArrayView<Quad<T>> from, ArrayView<Quad<float>> to, int at, int firstRow, int rows, int pitch, int width)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        for (var i = Group.IdxX; i < TokenTile * width; i += Threads)
        {
            int row = i / width, column = i - (row * width);
            var value = Quads.Zero();
            if (firstRow + row < rows)
                value = Quads.Decode<T, TElement>(from[((firstRow + row) * pitch) + column]);
            to[at + (row * Pitch) + column] = value;
        }
    }

    private static Quad<float> Masked(Quad<float> scores, int token, int position, int end, AttentionShape shape) => Quads.Make(
        Masked(scores.X, token, position, end, shape),
        Masked(scores.Y, token, position + shape.RowStep, end, shape),
        Masked(scores.Z, token, position + (2 * shape.RowStep), end, shape),
        Masked(scores.W, token, position + (3 * shape.RowStep), end, shape));

    private static float Masked(float score, int token, int position, int end, AttentionShape shape) =>
        token < end & token <= position & (shape.Window == 0 | token > position - shape.Window) ? score * shape.ScoreScale : RowState.Lowest;

    private static void Write<T, TElement>(
        ArrayView<T> o,
        ArrayView<float> partial,
        ArrayView<Quad<float>> quads,
        int sumsAt,
        RowState state,
        int problem,
        int row,
        int lane,
        AttentionShape shape)
        where T : unmanaged
        where TElement : struct, IElement<T>
    {
        if (row >= shape.Rows)
            return;
        var line = (problem * shape.Rows) + row;
        var sum = 0f;
        for (var i = 0; i < TokenTile / 4; i++)
            sum += Quads.Sum(quads[sumsAt + i]);
        if (shape.Splits == 1)
        {
            Quads.Of(o)[(line * (shape.QueryStride / 4)) + lane] = Quads.Encode<T, TElement>(Quads.Scale(state.Values, shape.ValueScale / sum));
            return;
        }

        var slot = ((line * shape.Splits) + Grid.IdxZ) * CombineKernel.PartialQuads;
        Quads.Of(partial)[slot + 1 + lane] = state.Values;
        if (lane == 0)
            Quads.Of(partial)[slot] = Quads.Make(state.Maximum, sum, 0, 0);
    }
}
