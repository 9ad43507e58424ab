namespace Simulator.Measurement.Numerics;

/// <summary>The scale format e8m0 of microscaling formats: code c is 2^(c − 127), 255 is NaN (OCP Microscaling Formats 1.0, section 5.4.1).</summary>
public static class PowerScale
{
    /// <summary>The code of NaN.</summary>
    public const byte NaN = 255;

    /// <summary>The exponent of code 0.</summary>
    public const int SmallestExponent = -127;

    /// <summary>The exponent of code 254.</summary>
    public const int LargestExponent = 127;

    /// <summary>The code of a power of two.</summary>
    /// <param name="scale">2^e with e from −127 to 127; a power beyond is moved to the nearest end, a value between two powers down to the lower one.</param>
    /// <returns>The code; <see cref="NaN"/> where the value is not above 0.</returns>
    public static byte Encode(double scale) => scale > 0
        ? (byte)(Math.Clamp(Math.ILogB(scale), SmallestExponent, LargestExponent) - SmallestExponent)
        : NaN;

    /// <summary>The value of a code.</summary>
    /// <param name="code">The code.</param>
    /// <returns>A power of two, or NaN.</returns>
    public static double Decode(byte code) => code == NaN ? double.NaN : Math.ScaleB(1, code + SmallestExponent);
}
