using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Simulator.Measurement.Kernels.Simd;

/// <summary>8 lanes: AVX2 and FMA.</summary>
internal readonly unsafe struct Lanes256 : ILanes<Vector256<float>>
{
    // Added to a float of magnitude below 2^22, it leaves the nearest whole number (ties to even) in the low bits.
    private const float Rounder = 12582912f;
    private const int RounderBits = 0x4B400000;

    public static int Count => 8;

    public static int TileRows => Tile256.Rows;

    public static int TileColumns => 2 * 8;

    public static Vector256<float> Zero => Vector256<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Create(float value) => Vector256.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Load(float* at) => Vector256.Load(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256<float> value, float* at) => value.Store(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(Vector256<float> value, float* at)
    {
        if (((nuint)at & (8 * sizeof(float) - 1)) == 0)
            value.StoreAlignedNonTemporal(at);
        else
            value.Store(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTf32(Vector256<float> value, float* at)
    {
        var bits = value.AsInt32();
        var even = (bits >>> 13) & Vector256<int>.One;
        ((bits + Vector256.Create(0xFFF) + even) & Vector256.Create(~0x1FFF)).AsSingle().Store(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Add(Vector256<float> a, Vector256<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Subtract(Vector256<float> a, Vector256<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Multiply(Vector256<float> a, Vector256<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Divide(Vector256<float> a, Vector256<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> MultiplyAdd(Vector256<float> a, Vector256<float> b, Vector256<float> c) => Vector256.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Max(Vector256<float> a, Vector256<float> b) => Vector256.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Abs(Vector256<float> a) => Vector256.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector256<float> a) => Vector256.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector256<float> a)
    {
        var quarter = Vector128.MaxNative(a.GetLower(), a.GetUpper());
        var pair = Vector128.MaxNative(quarter, Vector128.Shuffle(quarter, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(pair[0], pair[1]);
    }

    // 2^n · p(r) with x = n ln 2 + r, |r| ≤ ln 2 / 2; p is the polynomial of Cephes' expf (Moshier), the reduction in two parts (Cody and Waite).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        var clamped = Vector256.MinNative(Vector256.MaxNative(x, Create(-87.3f)), Create(88.3f));
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
        var power = (shifted.AsInt32() + Vector256.Create(127 - RounderBits)) << 23;
        return Vector256.ConditionalSelect(Vector256.LessThan(x, Create(-87.3f)), Zero, p * power.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WidenBf16(ushort* codes) => (Words(codes) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NarrowBf16(Vector256<float> value, ushort* codes)
    {
        var bits = value.AsInt32();
        var even = (bits >>> 16) & Vector256<int>.One;
        StoreWords((bits + Vector256.Create(0x7FFF) + even) >>> 16, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WidenInt8(byte* codes) => Vector256.ConvertToSingle((Bytes(codes) << 24) >> 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WidenInt4(byte* packed) => Vector256.ConvertToSingle((Nibbles(packed) << 28) >> 28);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NarrowInt8(Vector256<float> value, float limit, byte* codes)
    {
        var limited = Vector256.MinNative(Vector256.MaxNative(value, Create(-limit)), Create(limit));
        StoreBytes((limited + Create(Rounder)).AsInt32() - Vector256.Create(RounderBits), codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Widen16(ushort* codes, int fractionBits, int bias) => Widen(Words(codes), fractionBits, bias, 15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Widen8(byte* codes, int fractionBits, int bias, int signBit) => Widen(Bytes(codes), fractionBits, bias, signBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> WidenE2M1(byte* packed) => Widen(Nibbles(packed), 1, 1, 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Narrow16(Vector256<float> value, int fractionBits, int bias, float limit, ushort* codes) =>
        StoreWords(Narrow(value, fractionBits, bias, 15, limit), codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Narrow8(Vector256<float> value, int fractionBits, int bias, int signBit, float limit, byte* codes) =>
        StoreBytes(Narrow(value, fractionBits, bias, signBit, limit), codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* from, int fromStride, float* to, int toStride) => Transpose8.Run(from, fromStride, to, toStride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile(int depth, float* a, float* b, float* c, int stride) => Tile256.Run(depth, a, b, c, stride);

    // A normal number's bits move into place; a subnormal one is its fraction times the smallest step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Widen(Vector256<int> codes, int fractionBits, int bias, int signBit)
    {
        var magnitude = codes & Vector256.Create((1 << signBit) - 1);
        var normal = ((magnitude << (23 - fractionBits)) + Vector256.Create((127 - bias) << 23)).AsSingle();
        var subnormal = Vector256.ConvertToSingle(magnitude) * Create(PowerOfTwo(1 - bias - fractionBits));
        var value = Vector256.ConditionalSelect(Vector256.LessThan(magnitude, Vector256.Create(1 << fractionBits)).AsSingle(), subnormal, normal);
        return (value.AsInt32() | (((codes >>> signBit) & Vector256<int>.One) << 31)).AsSingle();
    }

    // The magnitude counted in steps of its binade, which carries into the exponent by itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Narrow(Vector256<float> value, int fractionBits, int bias, int signBit, float limit)
    {
        var magnitude = Vector256.MinNative(Vector256.Abs(value), Create(limit));
        var exponent = Vector256.Max((magnitude.AsInt32() >>> 23) - Vector256.Create(127), Vector256.Create(1 - bias));
        var perStep = ((Vector256.Create(127 + fractionBits) - exponent) << 23).AsSingle();
        var steps = MultiplyAdd(magnitude, perStep, Create(Rounder)).AsInt32() - Vector256.Create(RounderBits);
        var code = ((exponent + Vector256.Create(bias - 1)) << fractionBits) + steps;
        return code | ((value.AsInt32() >>> 31) << signBit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float PowerOfTwo(int exponent) => BitConverter.Int32BitsToSingle((exponent + 127) << 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Words(ushort* at) => Avx2.ConvertToVector256Int32(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Bytes(byte* at) => Avx2.ConvertToVector256Int32(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Nibbles(byte* at) =>
        (Avx2.ShiftRightLogicalVariable(Vector256.Create(*(uint*)at), Vector256.Create(0u, 4, 8, 12, 16, 20, 24, 28)) & Vector256.Create(0xFu)).AsInt32();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWords(Vector256<int> values, ushort* at) => Words(values).Store(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBytes(Vector256<int> values, byte* at)
    {
        var words = Words(values);
        *(ulong*)at = Vector128.Narrow(words & Vector128.Create((ushort)0xFF), words).AsUInt64().ToScalar();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<ushort> Words(Vector256<int> values) => Vector128.Narrow(values.GetLower().AsUInt32(), values.GetUpper().AsUInt32());
}
