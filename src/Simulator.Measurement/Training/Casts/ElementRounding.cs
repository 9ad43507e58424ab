using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Numerics;

namespace Simulator.Measurement.Training.Casts;

/// <summary>
/// Rounds sixteen elements at a time to an element type under one scale, in double precision as <see cref="ElementType.Round"/> does: the same bits. A
/// magnitude is rounded by adding and subtracting 2⁵² steps of its binade.
/// </summary>
internal readonly unsafe struct ElementRounding
{
    private const int Fraction = 52;
    private const int Bias = 1023;
    private readonly long leastExponent;
    private readonly long mostExponent;
    private readonly int fractionBits;
    private readonly double maximum;
    private readonly bool isStochastic;

    /// <summary>Prepares an element type.</summary>
    internal ElementRounding(ElementType element, Rounding rounding)
    {
        leastExponent = element.MinimumExponent + Bias;
        mostExponent = element.MaximumExponent + 1 + Bias;
        fractionBits = element.FractionBits;
        maximum = element.Maximum;
        isStochastic = rounding == Rounding.Stochastic;
    }

    /// <summary>Rounds elements that share a scale; a count that is a multiple of 16.</summary>
    /// <param name="from">The elements.</param>
    /// <param name="to">What they become: element times scale, rounded to fp32.</param>
    /// <param name="count">How many.</param>
    /// <param name="scale">The scale.</param>
    /// <param name="random">The random numbers of stochastic rounding.</param>
    /// <param name="index">The first element's place in the matrix.</param>
    /// <param name="tally">Counts what is lost.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Run(float* from, float* to, int count, double scale, RandomValues random, long index, ref CastTally tally)
    {
        int nonZero = 0, underflows = 0, saturations = 0;
        var s = Vector512.Create(scale);
        for (var i = 0; i < count; i += 16)
        {
            var (low, high) = Vector512.Widen(Vector512.Load(from + i));
            var first = Round(low, s, random, index + i, ref nonZero, ref underflows, ref saturations);
            var second = Round(high, s, random, index + i + 8, ref nonZero, ref underflows, ref saturations);
            Vector512.Narrow(first, second).Store(to + i);
        }

        tally.Elements += count;
        tally.NonZero += nonZero;
        tally.Underflows += underflows;
        tally.Saturations += saturations;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private Vector512<double> Round(
        Vector512<double> value, Vector512<double> scale, RandomValues random, long index, ref int nonZero, ref int underflows, ref int saturations)
    {
        var scaled = value / scale;
        var magnitude = Vector512.Abs(scaled);
        var exponent = Vector512.Min(Vector512.Max(magnitude.AsInt64() >>> Fraction, Vector512.Create(leastExponent)), Vector512.Create(mostExponent));
        var large = ((exponent + Vector512.Create((long)(Fraction - fractionBits))) << Fraction).AsDouble();
        var rounded = (magnitude + large) - large;
        if (isStochastic)
        {
            var step = ((exponent - Vector512.Create((long)fractionBits)) << Fraction).AsDouble();
            var below = Vector512.ConditionalSelect(Vector512.GreaterThan(rounded, magnitude), rounded - step, rounded);
            var up = Vector512.LessThan(random.Uniforms(index) * step, magnitude - below);
            rounded = Vector512.ConditionalSelect(up, below + step, below);
        }

        var limit = Vector512.Create(maximum);
        var over = Vector512.GreaterThan(rounded, limit);
        var some = Vector512.GreaterThan(magnitude, Vector512<double>.Zero);
        saturations += Count(over);
        nonZero += Count(some);
        underflows += Count(some & Vector512.Equals(rounded, Vector512<double>.Zero));
        rounded = Vector512.ConditionalSelect(over, limit, rounded);
        return (rounded.AsInt64() | (scaled.AsInt64() & Vector512.Create(long.MinValue))).AsDouble() * scale;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Count(Vector512<double> mask) => BitOperations.PopCount(Vector512.ExtractMostSignificantBits(mask));
}
