using System.Buffers.Binary;
using Simulator.Hardware.Formats;

namespace Simulator.Measurement.Numerics;

/// <summary>
/// One element of each number format as code and as value, without scales. Rounds to nearest, ties to even; narrow formats saturate.
/// mxfp6 elements are e2m3, the one of its two element types with the smaller error on scaled blocks. Integers are symmetric: the most negative code is not
/// used and reads as NaN, so that an element that nothing wrote can be told.
/// </summary>
public static class ElementCodec
{
    /// <summary>The element type of a format of 8 bits or fewer with an exponent; null for all others.</summary>
    /// <param name="format">The format.</param>
    /// <returns>The element type.</returns>
    public static MiniFloat? MiniFloatOf(NumberFormat format) => format.Name switch
    {
        "fp8-e4m3" or "mxfp8" => MiniFloat.E4M3,
        "fp8-e5m2" => MiniFloat.E5M2,
        "mxfp6" => MiniFloat.E2M3,
        "mxfp4" or "nvfp4" => MiniFloat.E2M1,
        _ => null,
    };

    /// <summary>The largest value of an element.</summary>
    /// <param name="format">The format.</param>
    /// <returns>The largest finite value.</returns>
    public static float Maximum(NumberFormat format) => MiniFloatOf(format)?.Maximum ?? format.Name switch
    {
        "int8" => 127,
        "int4" => 7,
        "fp16" => 65504,
        "bf16" => BitConverter.Int32BitsToSingle(0x7F7F0000),
        _ => float.MaxValue,
    };

    /// <summary>Bytes of a row of codes, which begins on a byte.</summary>
    /// <param name="format">The format.</param>
    /// <param name="columns">Elements.</param>
    /// <returns>Bytes.</returns>
    public static int RowBytes(NumberFormat format, int columns) => (int)(((long)columns * format.ElementBits + 7) / 8);

    /// <summary>The code nearest to a value.</summary>
    /// <param name="format">The format.</param>
    /// <param name="value">The value, already divided by its scale.</param>
    /// <returns>The code in the low bits.</returns>
    public static uint Encode(NumberFormat format, float value)
    {
        if (MiniFloatOf(format) is { } mini)
            return (uint)mini.Encode(value);
        return format.Name switch
        {
            "int8" => (uint)(byte)Whole(value, 127),
            "int4" => (uint)Whole(value, 7) & 0xF,
            "fp16" => BitConverter.HalfToUInt16Bits((Half)value),
            "bf16" => Bfloat(value),
            "tf32" => Truncated(value, 13),
            _ => BitConverter.SingleToUInt32Bits(value),
        };
    }

    /// <summary>The value of a code.</summary>
    /// <param name="format">The format.</param>
    /// <param name="code">The code in the low bits.</param>
    /// <returns>The value before its scale.</returns>
    public static float Decode(NumberFormat format, uint code)
    {
        if (MiniFloatOf(format) is { } mini)
            return mini.Table[(int)(code & 0xFF)];
        return format.Name switch
        {
            "int8" => (sbyte)code == sbyte.MinValue ? float.NaN : (sbyte)code,
            "int4" => (code & 0xF) == 8 ? float.NaN : (sbyte)(code << 4) >> 4,
            "fp16" => (float)BitConverter.UInt16BitsToHalf((ushort)code),
            "bf16" => BitConverter.UInt32BitsToSingle(code << 16),
            _ => BitConverter.UInt32BitsToSingle(code),
        };
    }

    /// <summary>Reads a code of a row.</summary>
    /// <param name="format">The format.</param>
    /// <param name="row">The row's bytes.</param>
    /// <param name="column">The element, from 0.</param>
    /// <returns>The code in the low bits.</returns>
    public static uint Read(NumberFormat format, ReadOnlySpan<byte> row, int column) => format.ElementBits switch
    {
        32 => BinaryPrimitives.ReadUInt32LittleEndian(row[(4 * column)..]),
        16 => BinaryPrimitives.ReadUInt16LittleEndian(row[(2 * column)..]),
        8 => row[column],
        4 => (uint)(row[column / 2] >> (4 * (column & 1))) & 0xF,
        _ => ReadBits(row, (long)column * format.ElementBits, format.ElementBits),
    };

    /// <summary>Writes a code into a row whose bytes were zero.</summary>
    /// <param name="format">The format.</param>
    /// <param name="row">The row's bytes.</param>
    /// <param name="column">The element, from 0.</param>
    /// <param name="code">The code in the low bits.</param>
    public static void Write(NumberFormat format, Span<byte> row, int column, uint code)
    {
        switch (format.ElementBits)
        {
            case 32:
                BinaryPrimitives.WriteUInt32LittleEndian(row[(4 * column)..], code);
                break;
            case 16:
                BinaryPrimitives.WriteUInt16LittleEndian(row[(2 * column)..], (ushort)code);
                break;
            case 8:
                row[column] = (byte)code;
                break;
            default:
                WriteBits(row, (long)column * format.ElementBits, code);
                break;
        }
    }

    private static uint ReadBits(ReadOnlySpan<byte> row, long bit, int bits)
    {
        var at = (int)(bit / 8);
        var pair = row[at] | (at + 1 < row.Length ? row[at + 1] << 8 : 0);
        return (uint)(pair >> (int)(bit % 8)) & ((1u << bits) - 1);
    }

    private static void WriteBits(Span<byte> row, long bit, uint code)
    {
        var at = (int)(bit / 8);
        var shifted = code << (int)(bit % 8);
        row[at] |= (byte)shifted;
        if (shifted > 0xFF)
            row[at + 1] |= (byte)(shifted >> 8);
    }

    private static int Whole(float value, int maximum) =>
        float.IsNaN(value) ? -maximum - 1 : (int)Math.Clamp(MathF.Round(value, MidpointRounding.ToEven), -maximum, maximum);

    private static uint Bfloat(float value) => float.IsNaN(value) ? 0x7FC0u : Truncated(value, 16) >> 16;

    private static uint Truncated(float value, int dropped)
    {
        var bits = BitConverter.SingleToUInt32Bits(value);
        if (!float.IsFinite(value))
            return bits;
        var even = (bits >> dropped) & 1;
        return (bits + (1u << (dropped - 1)) - 1 + even) & ~((1u << dropped) - 1);
    }
}
