namespace Simulator.Measurement.Kernels.Simd;

/// <summary>
/// Vectors of fp32 of one width, and what kernels do with them. Kernels are generic over it, so that the compiler makes one version per width.
/// Pointers need no alignment. Narrow codes are finite: kernels do not meet NaN in 8 bits.
/// </summary>
/// <typeparam name="TVector">The vector.</typeparam>
internal unsafe interface ILanes<TVector>
    where TVector : struct
{
    /// <summary>Elements of a vector: 4, 8 or 16.</summary>
    static abstract int Count { get; }

    /// <summary>Rows of the tile of <see cref="Tile"/>.</summary>
    static abstract int TileRows { get; }

    /// <summary>Columns of the tile of <see cref="Tile"/>: two vectors.</summary>
    static abstract int TileColumns { get; }

    static abstract TVector Zero { get; }

    static abstract TVector Create(float value);

    static abstract TVector Load(float* at);

    static abstract void Store(TVector value, float* at);

    /// <summary>Writes past the caches, where the address allows it: for results that nobody reads soon.</summary>
    static abstract void StoreStreaming(TVector value, float* at);

    /// <summary>Rounds to 10 fraction bits.</summary>
    static abstract void StoreTf32(TVector value, float* at);

    static abstract TVector Add(TVector a, TVector b);

    static abstract TVector Subtract(TVector a, TVector b);

    static abstract TVector Multiply(TVector a, TVector b);

    static abstract TVector Divide(TVector a, TVector b);

    /// <summary>a·b + c.</summary>
    static abstract TVector MultiplyAdd(TVector a, TVector b, TVector c);

    static abstract TVector Max(TVector a, TVector b);

    static abstract TVector Abs(TVector a);

    static abstract float Sum(TVector a);

    static abstract float Largest(TVector a);

    /// <summary>eˣ to about 2 units in the last place for x in [−87, 88]; 0 below, capped above.</summary>
    static abstract TVector Exp(TVector x);

    static abstract TVector WidenBf16(ushort* codes);

    static abstract void NarrowBf16(TVector value, ushort* codes);

    static abstract TVector WidenInt8(byte* codes);

    static abstract TVector WidenInt4(byte* packed);

    /// <summary>Rounds to a whole number, limits its magnitude, writes it in 8 bits.</summary>
    static abstract void NarrowInt8(TVector value, float limit, byte* codes);

    /// <summary>Floats of <paramref name="fractionBits"/> and <paramref name="bias"/> in 16 bits.</summary>
    static abstract TVector Widen16(ushort* codes, int fractionBits, int bias);

    /// <summary>
    /// Floats of <paramref name="fractionBits"/> and <paramref name="bias"/> in 8 bits, or fewer with the sign in bit <paramref name="signBit"/>.
    /// </summary>
    static abstract TVector Widen8(byte* codes, int fractionBits, int bias, int signBit);

    /// <summary>Floats in 4 bits, two to a byte: e2m1.</summary>
    static abstract TVector WidenE2M1(byte* packed);

    /// <summary>Rounds to 16-bit floats, saturating at <paramref name="limit"/>.</summary>
    static abstract void Narrow16(TVector value, int fractionBits, int bias, float limit, ushort* codes);

    /// <summary>Rounds to floats of 8 or fewer bits, saturating, one per byte.</summary>
    static abstract void Narrow8(TVector value, int fractionBits, int bias, int signBit, float limit, byte* codes);

    /// <summary>to[j·toStride + i] = from[i·fromStride + j] for i, j below 8.</summary>
    static abstract void Transpose(float* from, int fromStride, float* to, int toStride);

    /// <summary>
    /// c[i, j] += Σ_p a[i·<see cref="TileLayout.Stride"/> + p] · b[p·columns + j] for the rows and columns of a tile, its accumulators in registers.
    /// </summary>
    static abstract void Tile(int depth, float* a, float* b, float* c, int stride);
}
