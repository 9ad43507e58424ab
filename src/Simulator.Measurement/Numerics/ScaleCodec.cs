using Simulator.Hardware.Formats;

namespace Simulator.Measurement.Numerics;

/// <summary>The scale of a block from the largest magnitude in it.</summary>
public static class ScaleCodec
{
    private const float SmallestNormal = 1.17549435e-38f;

    /// <summary>
    /// The scale, exact in its format: e8m0 2^(⌊log₂ a⌋ − e), e the exponent of the element's largest value (OCP Microscaling Formats 1.0, section 6.3);
    /// e4m3, fp16 and fp32 a over the element's largest value, rounded. 1 where a is 0.
    /// </summary>
    /// <param name="format">The element's format.</param>
    /// <param name="scaleFormat"><c>e8m0</c>, <c>e4m3</c>, <c>fp16</c> or <c>fp32</c>.</param>
    /// <param name="largest">The largest magnitude a ≥ 0 of the block.</param>
    /// <returns>The scale, greater than 0.</returns>
    public static float Scale(NumberFormat format, string scaleFormat, float largest) => Scale(ElementCodec.Maximum(format), scaleFormat, largest);

    /// <summary>The same, given the element's largest value.</summary>
    internal static float Scale(float maximum, string scaleFormat, float largest)
    {
        if (!(largest > 0))
            return 1;
        var ratio = largest / maximum;
        return scaleFormat switch
        {
            "e8m0" => PowerOfTwo(Exponent(largest) - Exponent(maximum)),
            "e4m3" => MiniFloat.E4M3.Table[Math.Max(1, MiniFloat.E4M3.Encode(ratio))],
            "fp16" => (float)(Half)MathF.Max(ratio, (float)Half.Epsilon),
            _ => MathF.Max(ratio, SmallestNormal),
        };
    }

    private static int Exponent(float value) => (BitConverter.SingleToInt32Bits(value) >> 23) - 127;

    private static float PowerOfTwo(int exponent) => BitConverter.Int32BitsToSingle(Math.Clamp(exponent + 127, 1, 254) << 23);
}
