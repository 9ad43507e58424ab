using ILGPU;

namespace Simulator.Accelerators.Ilgpu.Elements;

/// <summary>Integer arithmetic that stands in for the conversions to and from 8-bit floats that sm_80 does not have.</summary>
internal static class EightBitFloat
{
    /// <summary>The value of a finite code.</summary>
    public static float Decode(byte code, int fractionBits, int bias)
    {
        var magnitude = code & 0x7F;
        int exponent = magnitude >> fractionBits, fraction = magnitude & ((1 << fractionBits) - 1);
        var value = exponent == 0
            ? fraction * PowerOfTwo(1 - bias - fractionBits)
            : ((1 << fractionBits) + fraction) * PowerOfTwo(exponent - bias - fractionBits);
        return (code & 0x80) != 0 ? -value : value;
    }

    /// <summary>The nearest finite code; 0x7F for NaN.</summary>
    public static byte Encode(float value, int fractionBits, int bias, float maximum)
    {
        var sign = (Interop.FloatAsInt(value) >> 24) & 0x80u;
        var magnitude = value < 0 ? -value : value;
        magnitude = magnitude > maximum ? maximum : magnitude;
        var exponent = (int)((Interop.FloatAsInt(magnitude) >> 23) & 0xFFu) - 127;
        exponent = exponent < 1 - bias ? 1 - bias : exponent;
        var steps = RoundToEven(magnitude * PowerOfTwo(fractionBits - exponent));
        var code = ((exponent + bias - 1) << fractionBits) + steps;
        return (byte)(sign | (uint)(float.IsNaN(value) ? 0x7F : code));
    }

    /// <summary>A value of at least 0 to the nearest whole number, ties to even; below 2³¹.</summary>
    public static int RoundToEven(float value)
    {
        // Saturating first keeps the conversion defined for large values and infinity.
        var whole = (int)(value > 8388608f ? 8388608f : value);
        var rest = value - whole;
        return rest > 0.5f || (rest == 0.5f && (whole & 1) == 1) ? whole + 1 : whole;
    }

    private static float PowerOfTwo(int exponent) => Interop.IntAsFloat((uint)(exponent + 127) << 23);
}
