namespace Simulator.Measurement.Training.Casts;

/// <summary>What rounding did to elements.</summary>
/// <param name="Elements">Elements that were rounded.</param>
/// <param name="NonZero">Those of them that were not zero.</param>
/// <param name="Underflows">Those that were not zero and became zero.</param>
/// <param name="Saturations">Those that rounded beyond the element type's largest value and were cut to it.</param>
public readonly record struct CastCounts(long Elements, long NonZero, long Underflows, long Saturations)
{
    /// <summary>Underflows over elements that were not zero; 0 where there were none.</summary>
    public double UnderflowShare => NonZero == 0 ? 0 : (double)Underflows / NonZero;

    /// <summary>Saturations over elements that were not zero; 0 where there were none.</summary>
    public double SaturationShare => NonZero == 0 ? 0 : (double)Saturations / NonZero;

    /// <summary>Adds counts.</summary>
    /// <param name="a">Counts.</param>
    /// <param name="b">Counts.</param>
    /// <returns>Their sums.</returns>
    public static CastCounts operator +(CastCounts a, CastCounts b) => Add(a, b);

    /// <summary>Adds counts.</summary>
    /// <param name="a">Counts.</param>
    /// <param name="b">Counts.</param>
    /// <returns>Their sums.</returns>
    public static CastCounts Add(CastCounts a, CastCounts b) =>
        new(a.Elements + b.Elements, a.NonZero + b.NonZero, a.Underflows + b.Underflows, a.Saturations + b.Saturations);
}
