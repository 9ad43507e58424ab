using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Simulator.Measurement.Kernels.Simd;

/// <summary>4 lanes, in portable vector types alone.</summary>
internal readonly unsafe struct Lanes128 : ILanes<Vector128<float>>
{
    // Added to a float of magnitude below 2^22, it leaves the nearest whole number (ties to even) in the low bits.
    private const float Rounder = 12582912f;
    private const int RounderBits = 0x4B400000;

    public static int Count => 4;

    public static int TileRows => Tile128.Rows;

    public static int TileColumns => 2 * 4;

    public static Vector128<float> Zero => Vector128<float>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Create(float value) => Vector128.Create(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Load(float* at) => Vector128.Load(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128<float> value, float* at) => value.Store(at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreStreaming(Vector128<float> value, float* at)
    {
        if (((nuint)at & (4 * sizeof(float) - 1)) == 0)
            value.StoreAlignedNonTemporal(at);
        else
            value.Store(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreTf32(Vector128<float> value, float* at)
    {
        var bits = value.AsInt32();
        var even = (bits >>> 13) & Vector128<int>.One;
        ((bits + Vector128.Create(0xFFF) + even) & Vector128.Create(~0x1FFF)).AsSingle().Store(at);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Add(Vector128<float> a, Vector128<float> b) => a + b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Subtract(Vector128<float> a, Vector128<float> b) => a - b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Multiply(Vector128<float> a, Vector128<float> b) => a * b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Divide(Vector128<float> a, Vector128<float> b) => a / b;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> MultiplyAdd(Vector128<float> a, Vector128<float> b, Vector128<float> c) => Vector128.MultiplyAddEstimate(a, b, c);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Max(Vector128<float> a, Vector128<float> b) => Vector128.MaxNative(a, b);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Abs(Vector128<float> a) => Vector128.Abs(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Sum(Vector128<float> a) => Vector128.Sum(a);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static float Largest(Vector128<float> a)
    {
        var pair = Vector128.MaxNative(a, Vector128.Shuffle(a, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(pair[0], pair[1]);
    }

    // 2^n · p(r) with x = n ln 2 + r, |r| ≤ ln 2 / 2; p is the polynomial of Cephes' expf (Moshier), the reduction in two parts (Cody and Waite).
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Exp(Vector128<float> x)
    {
        var clamped = Vector128.MinNative(Vector128.MaxNative(x, Create(-87.3f)), Create(88.3f));
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
        var power = (shifted.AsInt32() + Vector128.Create(127 - RounderBits)) << 23;
        return Vector128.ConditionalSelect(Vector128.LessThan(x, Create(-87.3f)), Zero, p * power.AsSingle());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WidenBf16(ushort* codes) => (Words(codes) << 16).AsSingle();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NarrowBf16(Vector128<float> value, ushort* codes)
    {
        var bits = value.AsInt32();
        var even = (bits >>> 16) & Vector128<int>.One;
        StoreWords((bits + Vector128.Create(0x7FFF) + even) >>> 16, codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WidenInt8(byte* codes) => Vector128.ConvertToSingle((Bytes(codes) << 24) >> 24);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WidenInt4(byte* packed) => Vector128.ConvertToSingle((Nibbles(packed) << 28) >> 28);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void NarrowInt8(Vector128<float> value, float limit, byte* codes)
    {
        var limited = Vector128.MinNative(Vector128.MaxNative(value, Create(-limit)), Create(limit));
        StoreBytes((limited + Create(Rounder)).AsInt32() - Vector128.Create(RounderBits), codes);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Widen16(ushort* codes, int fractionBits, int bias) => Widen(Words(codes), fractionBits, bias, 15);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> Widen8(byte* codes, int fractionBits, int bias, int signBit) => Widen(Bytes(codes), fractionBits, bias, signBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128<float> WidenE2M1(byte* packed) => Widen(Nibbles(packed), 1, 1, 3);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Narrow16(Vector128<float> value, int fractionBits, int bias, float limit, ushort* codes) =>
        StoreWords(Narrow(value, fractionBits, bias, 15, limit), codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Narrow8(Vector128<float> value, int fractionBits, int bias, int signBit, float limit, byte* codes) =>
        StoreBytes(Narrow(value, fractionBits, bias, signBit, limit), codes);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Transpose(float* from, int fromStride, float* to, int toStride) => Transpose8.RunPortable(from, fromStride, to, toStride);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Tile(int depth, float* a, float* b, float* c, int stride) => Tile128.Run(depth, a, b, c, stride);

    // A normal number's bits move into place; a subnormal one is its fraction times the smallest step.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> Widen(Vector128<int> codes, int fractionBits, int bias, int signBit)
    {
        var magnitude = codes & Vector128.Create((1 << signBit) - 1);
        var normal = ((magnitude << (23 - fractionBits)) + Vector128.Create((127 - bias) << 23)).AsSingle();
        var subnormal = Vector128.ConvertToSingle(magnitude) * Create(PowerOfTwo(1 - bias - fractionBits));
        var value = Vector128.ConditionalSelect(Vector128.LessThan(magnitude, Vector128.Create(1 << fractionBits)).AsSingle(), subnormal, normal);
        return (value.AsInt32() | (((codes >>> signBit) & Vector128<int>.One) << 31)).AsSingle();
    }

    // The magnitude counted in steps of its binade, which carries into the exponent by itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Narrow(Vector128<float> value, int fractionBits, int bias, int signBit, float limit)
    {
        var magnitude = Vector128.MinNative(Vector128.Abs(value), Create(limit));
        var exponent = Vector128.Max((magnitude.AsInt32() >>> 23) - Vector128.Create(127), Vector128.Create(1 - bias));
        var perStep = ((Vector128.Create(127 + fractionBits) - exponent) << 23).AsSingle();
        var steps = MultiplyAdd(magnitude, perStep, Create(Rounder)).AsInt32() - Vector128.Create(RounderBits);
        var code = ((exponent + Vector128.Create(bias - 1)) << fractionBits) + steps;
        return code | ((value.AsInt32() >>> 31) << signBit);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float PowerOfTwo(int exponent) => BitConverter.Int32BitsToSingle((exponent + 127) << 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Words(ushort* at) => Vector128.Create(at[0], at[1], at[2], (int)at[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Bytes(byte* at) => Vector128.Create(at[0], at[1], at[2], (int)at[3]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<int> Nibbles(byte* at) => Vector128.Create(at[0] & 0xF, at[0] >> 4, at[1] & 0xF, at[1] >> 4);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreWords(Vector128<int> values, ushort* at)
    {
        for (var i = 0; i < 4; i++)
            at[i] = (ushort)values[i];
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreBytes(Vector128<int> values, byte* at)
    {
        for (var i = 0; i < 4; i++)
            at[i] = (byte)values[i];
    }
}
