using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Measurement.Kernels.Simd;

/// <summary>16 lanes: AVX-512.</summary>
internal readonly unsafe struct Lanes512 : ILanes<Vector512<float>>
{
    // Added to a float of magnitude below 2^22, it leaves the nearest whole number (ties to even) in the low bits.
    private const float Rounder = 12582912f;
    private const int RounderBits = 0x4B400000;

    public static int Count => 16;

    public static int TileRows => Tile512.Rows;

    public static int TileColumns => 2 * 16;

    public static Vector512<float> Zero => Vector512<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Create(float value) => Vector512.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Load(float* at) => Vector512.Load(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512<float> value, float* at) => value.Store(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(Vector512<float> value, float* at)
    {
        if (((nuint)at & (16 * sizeof(float) - 1)) == 0)
            value.StoreAlignedNonTemporal(at);
        else
            value.Store(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTf32(Vector512<float> value, float* at)
    {
        var bits = value.AsInt32();
        var even = (bits >>> 13) & Vector512<int>.One;
        ((bits + Vector512.Create(0xFFF) + even) & Vector512.Create(~0x1FFF)).AsSingle().Store(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Add(Vector512<float> a, Vector512<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Subtract(Vector512<float> a, Vector512<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Multiply(Vector512<float> a, Vector512<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Divide(Vector512<float> a, Vector512<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> MultiplyAdd(Vector512<float> a, Vector512<float> b, Vector512<float> c) => Vector512.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Max(Vector512<float> a, Vector512<float> b) => Vector512.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Abs(Vector512<float> a) => Vector512.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector512<float> a) => Vector512.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector512<float> a)
    {
        var half = Vector256.MaxNative(a.GetLower(), a.GetUpper());
        var quarter = Vector128.MaxNative(half.GetLower(), half.GetUpper());
        var pair = Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(pair[0], pair[1]);
    }

    // 2^n · p(r) with x = n ln 2 + r, |r| ≤ ln 2 / 2; p is the polynomial of Cephes' expf (Moshier), the reduction in two parts (Cody and Waite).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Exp(Vector512<float> x)
    {
        var clamped = Vector512.MinNative(Vector512.MaxNative(x, Create(-87.3f)), Create(88.3f));
        var shifted = MultiplyAdd(clamped, Create(1.44269504f), Create(Rounder));
        var n = shifted - Create(Rounder);
        var r = MultiplyAdd(n, Create(-0.693359375f), clamped);
        r = MultiplyAdd(n, Create(2.12194440e-4f), r);
        var p = MultiplyAdd(Create(1.9875691500e-4f), r, Create(1.3981999507e-3f));
        p = MultiplyAdd(p, r, Create(8.3334519073e-3f));
        p = MultiplyAdd(p, r, Create(4.1665795894e-2f));
        p = MultiplyAdd(p, r, Create(1.6666665459e-1f));
        p = MultiplyAdd(p, r, Create(5.0000001201e-1f));
        p = MultiplyAdd(p, r * r, r + Create(1f));
        var power = (shifted.AsInt32() + Vector512.Create(127 - RounderBits)) << 23;
        return Vector512.ConditionalSelect(Vector512.LessThan(x, Create(-87.3f)), Zero, p * power.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WidenBf16(ushort* codes) => (Words(codes) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NarrowBf16(Vector512<float> value, ushort* codes)
    {
        var bits = value.AsInt32();
        var even = (bits >>> 16) & Vector512<int>.One;
        StoreWords((bits + Vector512.Create(0x7FFF) + even) >>> 16, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WidenInt8(byte* codes) => Vector512.ConvertToSingle((Bytes(codes) << 24) >> 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WidenInt4(byte* packed) => Vector512.ConvertToSingle((Nibbles(packed) << 28) >> 28);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NarrowInt8(Vector512<float> value, float limit, byte* codes)
    {
        var limited = Vector512.MinNative(Vector512.MaxNative(value, Create(-limit)), Create(limit));
        StoreBytes((limited + Create(Rounder)).AsInt32() - Vector512.Create(RounderBits), codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Widen16(ushort* codes, int fractionBits, int bias) => Widen(Words(codes), fractionBits, bias, 15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> Widen8(byte* codes, int fractionBits, int bias, int signBit) => Widen(Bytes(codes), fractionBits, bias, signBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<float> WidenE2M1(byte* packed) => Widen(Nibbles(packed), 1, 1, 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Narrow16(Vector512<float> value, int fractionBits, int bias, float limit, ushort* codes) =>
        StoreWords(Narrow(value, fractionBits, bias, 15, limit), codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Narrow8(Vector512<float> value, int fractionBits, int bias, int signBit, float limit, byte* codes) =>
        StoreBytes(Narrow(value, fractionBits, bias, signBit, limit), codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* from, int fromStride, float* to, int toStride) => Transpose8.Run(from, fromStride, to, toStride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile(int depth, float* a, float* b, float* c, int stride) => Tile512.Run(depth, a, b, c, stride);

    // A normal number's bits move into place; a subnormal one is its fraction times the smallest step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<float> Widen(Vector512<int> codes, int fractionBits, int bias, int signBit)
    {
        var magnitude = codes & Vector512.Create((1 << signBit) - 1);
        var normal = ((magnitude << (23 - fractionBits)) + Vector512.Create((127 - bias) << 23)).AsSingle();
        var subnormal = Vector512.ConvertToSingle(magnitude) * Create(PowerOfTwo(1 - bias - fractionBits));
        var value = Vector512.ConditionalSelect(Vector512.LessThan(magnitude, Vector512.Create(1 << fractionBits)).AsSingle(), subnormal, normal);
        return (value.AsInt32() | (((codes >>> signBit) & Vector512<int>.One) << 31)).AsSingle();
    }

    // The magnitude counted in steps of its binade, which carries into the exponent by itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Narrow(Vector512<float> value, int fractionBits, int bias, int signBit, float limit)
    {
        var magnitude = Vector512.MinNative(Vector512.Abs(value), Create(limit));
        var exponent = Vector512.Max((magnitude.AsInt32() >>> 23) - Vector512.Create(127), Vector512.Create(1 - bias));
        var perStep = ((Vector512.Create(127 + fractionBits) - exponent) << 23).AsSingle();
        var steps = MultiplyAdd(magnitude, perStep, Create(Rounder)).AsInt32() - Vector512.Create(RounderBits);
        var code = ((exponent + Vector512.Create(bias - 1)) << fractionBits) + steps;
        return code | ((value.AsInt32() >>> 31) << signBit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float PowerOfTwo(int exponent) => BitConverter.Int32BitsToSingle((exponent + 127) << 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Words(ushort* at) => Avx512F.ConvertToVector512Int32(Vector256.Load(at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Bytes(byte* at) => Avx512F.ConvertToVector512Int32(Vector128.Load(at));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<int> Nibbles(byte* at)
    {
        var pair = Vector512.Create(Vector256.Create(*(uint*)at), Vector256.Create(*(uint*)(at + 4)));
        return (Avx512F.ShiftRightLogicalVariable(pair, Vector512.Create(0u, 4, 8, 12, 16, 20, 24, 28, 0, 4, 8, 12, 16, 20, 24, 28))
            & Vector512.Create(0xFu)).AsInt32();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWords(Vector512<int> values, ushort* at) => Avx512F.ConvertToVector256UInt16(values.AsUInt32()).Store(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBytes(Vector512<int> values, byte* at) => Avx512F.ConvertToVector128Byte(values.AsUInt32()).Store(at);
}
