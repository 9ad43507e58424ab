namespace Simulator.Measurement.Numerics;

/// <summary>
/// A sign, exponent and fraction of up to 8 bits in all: OFP8 (Open Compute Project, OCP 8-bit Floating Point Specification 1.0) and the element types of
/// the OCP Microscaling Formats specification 1.0. Rounds to nearest, ties to even; saturates instead of overflowing.
/// </summary>
/// <param name="ExponentBits">Bits of the exponent.</param>
/// <param name="FractionBits">Bits of the fraction.</param>
/// <param name="Bias">The exponent's bias.</param>
/// <param name="Maximum">The largest finite value.</param>
/// <param name="NaN">The code of NaN, sign clear; null where the format has none.</param>
public sealed record MiniFloat(int ExponentBits, int FractionBits, int Bias, float Maximum, int? NaN)
{
    private float[]? table;

    /// <summary>4 exponent and 3 fraction bits, largest value 448, no infinities.</summary>
    public static MiniFloat E4M3 { get; } = new(4, 3, 7, 448, 0x7F);

    /// <summary>5 exponent and 2 fraction bits, largest finite value 57344.</summary>
    public static MiniFloat E5M2 { get; } = new(5, 2, 15, 57344, 0x7F);

    /// <summary>2 exponent and 3 fraction bits, largest value 7.5.</summary>
    public static MiniFloat E2M3 { get; } = new(2, 3, 1, 7.5f, null);

    /// <summary>2 exponent bits and 1 fraction bit, largest value 6.</summary>
    public static MiniFloat E2M1 { get; } = new(2, 1, 1, 6, null);

    /// <summary>Bits of a code, the sign included.</summary>
    public int Bits => 1 + ExponentBits + FractionBits;

    /// <summary>The exponent of <see cref="Maximum"/>: ⌊log₂ Maximum⌋.</summary>
    public int MaximumExponent => (int)MathF.Floor(MathF.Log2(Maximum));

    /// <summary>The value of each of the 256 bytes, bits beyond <see cref="Bits"/> ignored.</summary>
    public ReadOnlySpan<float> Table => table ??= [.. Enumerable.Range(0, 256).Select(Decode)];

    /// <summary>The code nearest to a value.</summary>
    /// <param name="value">Any value; NaN becomes <see cref="NaN"/>, or the largest value where the format has none.</param>
    /// <returns>The code.</returns>
    public int Encode(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value);
        var sign = (bits >>> 31) << (Bits - 1);
        if (float.IsNaN(value) && NaN is { } nan)
            return sign | nan;
        var magnitude = MathF.Min(MathF.Abs(value), Maximum);
        if (float.IsNaN(magnitude))
            magnitude = Maximum;
        var exponent = Math.Max((BitConverter.SingleToInt32Bits(magnitude) >> 23) - 127, 1 - Bias);
        var steps = (int)MathF.Round(magnitude * PowerOfTwo(FractionBits - exponent), MidpointRounding.ToEven);
        return sign | (((exponent + Bias - 1) << FractionBits) + steps);
    }

    private float Decode(int code)
    {
        var magnitude = code & ((1 << (Bits - 1)) - 1);
        var negative = (code >> (Bits - 1) & 1) != 0;
        int exponent = magnitude >> FractionBits, fraction = magnitude & ((1 << FractionBits) - 1);
        var value = exponent == 0
            ? fraction * PowerOfTwo(1 - Bias - FractionBits)
            : ((1 << FractionBits) + fraction) * PowerOfTwo(exponent - Bias - FractionBits);
        if (value > Maximum)
            value = NaN is { } nan && magnitude < nan && FractionBits == 2 && fraction == 0 ? float.PositiveInfinity : float.NaN;
        return negative ? -value : value;
    }

    private static float PowerOfTwo(int exponent) => BitConverter.Int32BitsToSingle((exponent + 127) << 23);
}
