using System.Runtime.CompilerServices;
using Simulator.Measurement.Numerics;

namespace Simulator.Measurement.Training.Casts;

/// <summary>
/// The scale of a block as <see cref="ScaleCodec"/> has it, the same bits, for many small blocks: e4m3 by adding and subtracting 2²³ of its steps.
/// </summary>
internal readonly struct BlockScale
{
    private const float LargestE4M3 = 448;
    private const float SmallestE4M3 = 1f / 512;
    private const int LeastExponent = -6;
    private const int Fraction = 3;
    private readonly float maximum;
    private readonly string format;
    private readonly bool isE4M3;

    /// <summary>Prepares a format of scales.</summary>
    internal BlockScale(ElementType element, string format)
    {
        (maximum, this.format) = ((float)element.Maximum, format);
        isE4M3 = format == "e4m3";
    }

    /// <summary>The scale of a block from its largest magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal float Of(float largest)
    {
        if (!isE4M3 || !(largest > 0) || float.IsInfinity(largest))
            return ScaleCodec.Scale(maximum, format, largest);
        var ratio = MathF.Min(largest / maximum, LargestE4M3);
        var exponent = Math.Max((BitConverter.SingleToInt32Bits(ratio) >> 23) - 127, LeastExponent);
        var large = BitConverter.Int32BitsToSingle((exponent + 23 - Fraction + 127) << 23);
        return MathF.Max(ratio + large - large, SmallestE4M3);
    }
}
