namespace Simulator.Measurement.Precision;

/// <summary>
/// The accumulator of Hopper's FP8 matrix instruction as the DeepSeek-V3 technical report (arXiv 2412.19437, sections 3.3.2 and 3.5.2) describes it: 32
/// products are shifted right to the largest exponent, 14 bits of each are kept and the rest cut off, and the sum is kept in 14 bits as well. The sum so far
/// is aligned together with the products, as in earlier tensor cores (Fasi, Higham, Mikaitis, Pranesh, "Numerical behavior of NVIDIA tensor cores", 2021); that
/// Hopper does so, and that exponents are those of normalised products, is estimated.
/// </summary>
public static class LimitedAccumulator
{
    /// <summary>Significant bits of an aligned product and of the sum.</summary>
    public const int Bits = 14;

    /// <summary>Products that are aligned together: k of one FP8 instruction.</summary>
    public const int Group = 32;

    private const int SingleBias = 127;
    private const int SingleFraction = 23;
    private const int Dropped = SingleFraction - (Bits - 1);

    /// <summary>Adds up to 32 products.</summary>
    /// <param name="sum">The sum so far, of at most 14 significant bits.</param>
    /// <param name="a">Elements of 8-bit floats, so that products are exact.</param>
    /// <param name="b">The other factors, as many.</param>
    /// <returns>The new sum, of at most 14 significant bits.</returns>
    public static float Add(float sum, ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        var largest = MathF.Abs(sum);
        for (var i = 0; i < a.Length; i++)
            largest = MathF.Max(largest, MathF.Abs(a[i] * b[i]));
        if (!(largest > 0))
            return sum;
        var exponent = (BitConverter.SingleToInt32Bits(largest) >> SingleFraction) - SingleBias;
        var unit = PowerOfTwo(Bits - 1 - exponent);
        var units = (int)(sum * unit);
        for (var i = 0; i < a.Length; i++)
            units += (int)(a[i] * b[i] * unit);
        var total = units * PowerOfTwo(exponent - (Bits - 1));
        return BitConverter.Int32BitsToSingle(BitConverter.SingleToInt32Bits(total) & ~((1 << Dropped) - 1));
    }

    private static float PowerOfTwo(int exponent) => BitConverter.Int32BitsToSingle((exponent + SingleBias) << SingleFraction);
}
