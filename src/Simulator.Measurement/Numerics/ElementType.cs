using System.Collections.Immutable;

namespace Simulator.Measurement.Numerics;

/// <summary>
/// The values that one element can take, without scales, and their codes: sign, exponent and fraction, or a whole number. A value v of magnitude
/// 2^e ≤ |v| &lt; 2^(e+1) is a multiple of 2^(max(e, <see cref="MinimumExponent"/>) − <see cref="FractionBits"/>). A whole number of b bits is a type that
/// has subnormal values alone.
/// </summary>
/// <param name="Name">The name, such as <c>e4m3</c>.</param>
/// <param name="Bits">Bits of a code; tf32 has 19, which memory holds in the upper bits of 32.</param>
/// <param name="FractionBits">Bits of the fraction.</param>
/// <param name="MinimumExponent">The exponent of the smallest normal value: 1 − bias.</param>
/// <param name="Maximum">The largest finite value.</param>
/// <param name="Specials">What else codes hold.</param>
public sealed record ElementType(string Name, int Bits, int FractionBits, int MinimumExponent, double Maximum, SpecialValues Specials)
{
    private const int DoubleBias = 1023;
    private const int DoubleFraction = 52;

    /// <summary>IEEE 754 binary32.</summary>
    public static ElementType Fp32 { get; } = new("fp32", 32, 23, -126, float.MaxValue, SpecialValues.InfinityAndNaN);

    /// <summary>TensorFloat-32: the exponent of binary32, the fraction of binary16.</summary>
    public static ElementType Tf32 { get; } = new("tf32", 19, 10, -126, 2047.0 / 1024 * Power(127), SpecialValues.InfinityAndNaN);

    /// <summary>IEEE 754 binary16.</summary>
    public static ElementType Fp16 { get; } = new("fp16", 16, 10, -14, 65504, SpecialValues.InfinityAndNaN);

    /// <summary>bfloat16.</summary>
    public static ElementType Bf16 { get; } = new("bf16", 16, 7, -126, 255.0 / 128 * Power(127), SpecialValues.InfinityAndNaN);

    /// <summary>OCP OFP8 1.0: 4 exponent and 3 fraction bits.</summary>
    public static ElementType E4M3 { get; } = new("e4m3", 8, 3, -6, 448, SpecialValues.NaN);

    /// <summary>OCP OFP8 1.0: 5 exponent and 2 fraction bits.</summary>
    public static ElementType E5M2 { get; } = new("e5m2", 8, 2, -14, 57344, SpecialValues.InfinityAndNaN);

    /// <summary>OCP Microscaling Formats 1.0: 2 exponent and 3 fraction bits.</summary>
    public static ElementType E2M3 { get; } = new("e2m3", 6, 3, 0, 7.5, SpecialValues.None);

    /// <summary>OCP Microscaling Formats 1.0: 3 exponent and 2 fraction bits.</summary>
    public static ElementType E3M2 { get; } = new("e3m2", 6, 2, -2, 28, SpecialValues.None);

    /// <summary>OCP Microscaling Formats 1.0: 2 exponent bits and 1 fraction bit.</summary>
    public static ElementType E2M1 { get; } = new("e2m1", 4, 1, 0, 6, SpecialValues.None);

    /// <summary>Whole numbers from −127 to 127.</summary>
    public static ElementType Int8 { get; } = new("int8", 8, 7, 7, 127, SpecialValues.Integer);

    /// <summary>Whole numbers from −7 to 7.</summary>
    public static ElementType Int4 { get; } = new("int4", 4, 3, 3, 7, SpecialValues.Integer);

    /// <summary>Every type, the widest first.</summary>
    public static ImmutableArray<ElementType> All { get; } = [Fp32, Tf32, Fp16, Bf16, E4M3, E5M2, E2M3, E3M2, E2M1, Int8, Int4];

    /// <summary>Whether the values are whole numbers.</summary>
    public bool IsInteger => Specials == SpecialValues.Integer;

    /// <summary>The smallest value above 0.</summary>
    public double SmallestSubnormal => Power(MinimumExponent - FractionBits);

    /// <summary>The smallest value with the full significand; of whole numbers 1.</summary>
    public double SmallestNormal => IsInteger ? 1 : Power(MinimumExponent);

    /// <summary>The step from 1 to the next value.</summary>
    public double Epsilon => IsInteger ? 1 : Power(-FractionBits);

    /// <summary>Bits of the significand of a normal value, the leading one included; of whole numbers all but the sign.</summary>
    public int SignificantBits => IsInteger ? Bits - 1 : FractionBits + 1;

    /// <summary>The largest over the smallest magnitude, as 20·log₁₀ of their ratio.</summary>
    public double RangeDecibel => 20 * Math.Log10(Maximum / SmallestSubnormal);

    /// <summary>⌊log₂ <see cref="Maximum"/>⌋.</summary>
    public int MaximumExponent => Exponent(Maximum);

    /// <summary>What overflow does unless one says otherwise: 16 bits and more go to infinity, as IEEE 754 asks; narrower types saturate.</summary>
    public Overflow UsualOverflow => Bits >= Fp16.Bits ? Overflow.Special : Overflow.Saturate;

    private uint MagnitudeMask => (uint)((1L << (Bits - 1)) - 1);

    private uint SignBit => 1u << (Bits - 1);

    /// <summary>The nearest value, ties to the even code.</summary>
    /// <param name="value">Any value; NaN stays NaN where the type has it, else it becomes the largest value.</param>
    /// <param name="overflow">What becomes of values beyond the largest; null for <see cref="UsualOverflow"/>.</param>
    /// <returns>A value of the type.</returns>
    public double Round(double value, Overflow? overflow = null)
    {
        var step = Step(value);
        return Bounded(value, Math.Round(Math.Abs(value) / step, MidpointRounding.ToEven) * step, overflow ?? UsualOverflow);
    }

    /// <summary>One of the two values around, each with the probability that makes the mean the value itself.</summary>
    /// <param name="value">Any value, as in <see cref="Round"/>.</param>
    /// <param name="uniform">A random number, uniform on [0, 1).</param>
    /// <param name="overflow">What becomes of values beyond the largest; null for <see cref="UsualOverflow"/>.</param>
    /// <returns>A value of the type.</returns>
    public double RoundStochastically(double value, double uniform, Overflow? overflow = null)
    {
        var step = Step(value);
        var scaled = Math.Abs(value) / step;
        var below = Math.Floor(scaled);
        return Bounded(value, (below + (uniform < scaled - below ? 1 : 0)) * step, overflow ?? UsualOverflow);
    }

    /// <summary>The code nearest to a value.</summary>
    /// <param name="value">Any value, as in <see cref="Round"/>.</param>
    /// <param name="overflow">What becomes of values beyond the largest; null for <see cref="UsualOverflow"/>.</param>
    /// <returns>The code in the low <see cref="Bits"/> bits. NaN has all bits but the sign set.</returns>
    public uint Encode(double value, Overflow? overflow = null) => CodeOf(Round(value, overflow));

    /// <summary>The value of a code.</summary>
    /// <param name="code">The code; bits beyond <see cref="Bits"/> are ignored.</param>
    /// <returns>The value; exact.</returns>
    public double Decode(uint code)
    {
        var negative = (code & SignBit) != 0;
        if (IsInteger)
        {
            var whole = (int)(code & MagnitudeMask) - (negative ? (int)SignBit : 0);
            return whole < -Maximum ? double.NaN : whole;
        }

        var magnitude = code & MagnitudeMask;
        int field = (int)(magnitude >> FractionBits), fraction = (int)(magnitude & ((1u << FractionBits) - 1));
        var value = field == 0
            ? fraction * SmallestSubnormal
            : ((1L << FractionBits) + fraction) * Power(field - 1 + MinimumExponent - FractionBits);
        if (value > Maximum)
            value = Specials == SpecialValues.InfinityAndNaN && fraction == 0 ? double.PositiveInfinity : double.NaN;
        return negative ? -value : value;
    }

    private static int Exponent(double value) => (int)((BitConverter.DoubleToInt64Bits(value) >> DoubleFraction) & 0x7FF) - DoubleBias;

    private static double Power(int exponent) => BitConverter.Int64BitsToDouble((long)(exponent + DoubleBias) << DoubleFraction);

    private double Step(double value) => Power(Math.Clamp(Exponent(value), MinimumExponent, MaximumExponent + 1) - FractionBits);

    private double Bounded(double value, double magnitude, Overflow overflow)
    {
        if (double.IsNaN(value))
            magnitude = Specials == SpecialValues.None ? Maximum : double.NaN;
        else if (magnitude > Maximum)
            magnitude = overflow == Overflow.Saturate ? Maximum : Specials switch
            {
                SpecialValues.InfinityAndNaN => double.PositiveInfinity,
                SpecialValues.NaN => double.NaN,
                _ => Maximum,
            };
        return Math.CopySign(magnitude, value);
    }

    // Of a value that the type holds.
    private uint CodeOf(double value)
    {
        if (IsInteger)
            return double.IsNaN(value) ? SignBit : (uint)(int)value & (SignBit | MagnitudeMask);
        var sign = double.IsNegative(value) ? SignBit : 0;
        if (double.IsNaN(value))
            return sign | MagnitudeMask;
        if (double.IsInfinity(value))
            return sign | (MagnitudeMask >> FractionBits << FractionBits);
        var magnitude = Math.Abs(value);
        var exponent = Math.Max(Exponent(magnitude), MinimumExponent);
        return sign | (((uint)(exponent - MinimumExponent) << FractionBits) + (uint)(magnitude / Power(exponent - FractionBits)));
    }
}
