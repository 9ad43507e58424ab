using System.Runtime.CompilerServices;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Measurement.Numerics;

namespace Simulator.Measurement.Kernels.Memory;

/// <summary>Widens parts of a row from its number format to fp32 and narrows rows to it.</summary>
internal static unsafe class Rows<TLanes, TVector>
    where TLanes : struct, ILanes<TVector>
    where TVector : struct
{
    /// <summary>
    /// Widens <paramref name="count"/> elements from <paramref name="column"/>, a multiple of 16, scales applied. Up to a vector beyond them is written too.
    /// </summary>
    internal static void Read(NativeMatrix matrix, int row, int column, int count, float* to)
    {
        var width = matrix.ScaleColumns;
        var codes = matrix.Row(row);
        for (int done = 0, block = column / width; done < count; block++)
        {
            var part = Math.Min(count - done, ((block + 1) * width) - column - done);
            Widen(matrix.Kind, codes, column + done, part, matrix.Scale(row, block), to + done);
            done += part;
        }
    }

    /// <summary>Narrows part of a row of a format without scales; nothing beyond it is written.</summary>
    internal static void Write(NativeMatrix matrix, int row, int column, int count, float* from)
    {
        Narrow(matrix.Kind, matrix.Row(row), column, count, 1, from);
    }

    /// <summary>Narrows a whole row, choosing its scales.</summary>
    internal static void Quantise(NativeMatrix matrix, int row, float* from) => Quantise(matrix, row, 0, matrix.Columns, from);

    /// <summary>Narrows part of a row, choosing its scales; <paramref name="column"/> begins a block of them.</summary>
    internal static void Quantise(NativeMatrix matrix, int row, int column, int count, float* from)
    {
        if (!matrix.Scaling.HasScales)
        {
            Narrow(matrix.Kind, matrix.Row(row), column, count, 1, from);
            return;
        }

        var width = matrix.ScaleColumns;
        var maximum = Maximum(matrix.Kind);
        for (int done = 0, block = column / width; done < count; done += width, block++)
        {
            var part = Math.Min(width, count - done);
            var scale = ScaleCodec.Scale(maximum, matrix.Scaling.Format, Largest(from + done, part));
            matrix.SetScale(row, block, scale);
            Narrow(matrix.Kind, matrix.Row(row), column + done, part, 1 / scale, from + done);
        }
    }

    /// <summary>The largest magnitude.</summary>
    internal static float Largest(float* values, int count)
    {
        var largest = TLanes.Zero;
        var i = 0;
        for (; i + TLanes.Count <= count; i += TLanes.Count)
            largest = TLanes.Max(largest, TLanes.Abs(TLanes.Load(values + i)));
        var result = TLanes.Largest(largest);
        for (; i < count; i++)
            result = MathF.Max(result, MathF.Abs(values[i]));
        return result;
    }

    private static float Maximum(ElementKind kind) => kind switch
    {
        ElementKind.E4M3 => 448,
        ElementKind.E5M2 => 57344,
        ElementKind.E2M3 => 7.5f,
        ElementKind.E2M1 => 6,
        ElementKind.Int8 => 127,
        _ => 7,
    };

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Widen(ElementKind kind, byte* row, int column, int count, float scale, float* to)
    {
        var s = TLanes.Create(scale);
        switch (kind)
        {
            case ElementKind.Bf16:
                for (var i = 0; i < count; i += TLanes.Count)
                    TLanes.Store(TLanes.Multiply(TLanes.WidenBf16((ushort*)row + column + i), s), to + i);
                break;
            case ElementKind.Fp16:
                for (var i = 0; i < count; i += TLanes.Count)
                    TLanes.Store(TLanes.Multiply(TLanes.Widen16((ushort*)row + column + i, 10, 15), s), to + i);
                break;
            case ElementKind.E4M3:
                for (var i = 0; i < count; i += TLanes.Count)
                    TLanes.Store(TLanes.Multiply(TLanes.Widen8(row + column + i, 3, 7, 7), s), to + i);
                break;
            case ElementKind.E5M2:
                for (var i = 0; i < count; i += TLanes.Count)
                    TLanes.Store(TLanes.Multiply(TLanes.Widen8(row + column + i, 2, 15, 7), s), to + i);
                break;
            case ElementKind.E2M3:
                WidenSix(row, column, count, scale, to);
                break;
            case ElementKind.E2M1:
                for (var i = 0; i < count; i += TLanes.Count)
                    TLanes.Store(TLanes.Multiply(TLanes.WidenE2M1(row + ((column + i) / 2)), s), to + i);
                break;
            case ElementKind.Int8:
                for (var i = 0; i < count; i += TLanes.Count)
                    TLanes.Store(TLanes.Multiply(TLanes.WidenInt8(row + column + i), s), to + i);
                break;
            case ElementKind.Int4:
                for (var i = 0; i < count; i += TLanes.Count)
                    TLanes.Store(TLanes.Multiply(TLanes.WidenInt4(row + ((column + i) / 2)), s), to + i);
                break;
            default:
                for (var i = 0; i < count; i += TLanes.Count)
                    TLanes.Store(TLanes.Multiply(TLanes.Load((float*)row + column + i), s), to + i);
                break;
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void WidenSix(byte* row, int column, int count, float scale, float* to)
    {
        var bytes = stackalloc byte[16];
        var s = TLanes.Create(scale);
        for (var i = 0; i < count; i += TLanes.Count)
        {
            SixBits.Unpack(row, column + i, TLanes.Count, bytes);
            TLanes.Store(TLanes.Multiply(TLanes.Widen8(bytes, 3, 1, 5), s), to + i);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Narrow(ElementKind kind, byte* row, int column, int count, float inverse, float* from)
    {
        var whole = count - (count % TLanes.Count);
        var s = TLanes.Create(inverse);
        for (var i = 0; i < whole; i += TLanes.Count)
            Narrow(kind, TLanes.Multiply(TLanes.Load(from + i), s), row, column + i, TLanes.Count);
        if (whole == count)
            return;

        // The last elements go through a vector's worth of memory, so that nothing beyond them is read or written.
        var values = stackalloc float[16];
        var codes = stackalloc byte[64];
        for (var i = whole; i < count; i++)
            values[i - whole] = from[i];
        for (var i = count - whole; i < TLanes.Count; i++)
            values[i] = 0;
        Narrow(kind, TLanes.Multiply(TLanes.Load(values), s), codes, 0, TLanes.Count);
        var bits = Bits(kind);
        var bytes = (((count - whole) * bits) + 7) / 8;
        Buffer.MemoryCopy(codes, row + ((long)(column + whole) * bits / 8), bytes, bytes);
    }

    private static int Bits(ElementKind kind) => kind switch
    {
        ElementKind.Fp32 or ElementKind.Tf32 => 32,
        ElementKind.Bf16 or ElementKind.Fp16 => 16,
        ElementKind.E2M3 => 6,
        ElementKind.E2M1 or ElementKind.Int4 => 4,
        _ => 8,
    };

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    [SkipLocalsInit]
    private static void Narrow(ElementKind kind, TVector value, byte* row, int column, int count)
    {
        var bytes = stackalloc byte[16];
        switch (kind)
        {
            case ElementKind.Bf16:
                TLanes.NarrowBf16(value, (ushort*)row + column);
                break;
            case ElementKind.Fp16:
                TLanes.Narrow16(value, 10, 15, 65504, (ushort*)row + column);
                break;
            case ElementKind.E4M3:
                TLanes.Narrow8(value, 3, 7, 7, 448, row + column);
                break;
            case ElementKind.E5M2:
                TLanes.Narrow8(value, 2, 15, 7, 57344, row + column);
                break;
            case ElementKind.E2M3:
                TLanes.Narrow8(value, 3, 1, 5, 7.5f, bytes);
                SixBits.Pack(bytes, count, row, column);
                break;
            case ElementKind.E2M1:
                TLanes.Narrow8(value, 1, 1, 3, 6, bytes);
                Nibbles.Pack(bytes, count, row + (column / 2));
                break;
            case ElementKind.Int8:
                TLanes.NarrowInt8(value, 127, row + column);
                break;
            case ElementKind.Int4:
                TLanes.NarrowInt8(value, 7, bytes);
                Nibbles.Pack(bytes, count, row + (column / 2));
                break;
            case ElementKind.Tf32:
                TLanes.StoreTf32(value, (float*)row + column);
                break;
            default:
                TLanes.Store(value, (float*)row + column);
                break;
        }
    }
}
