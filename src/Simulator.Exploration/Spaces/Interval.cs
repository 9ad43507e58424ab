namespace Simulator.Exploration.Spaces;

/// <summary>
/// An interval that a sampled parameter is drawn from, ends included. Logarithmic values may differ in the last bit between machines whose libraries
/// compute powers differently.
/// </summary>
/// <param name="Low">The lower end, in SI units.</param>
/// <param name="High">The upper end, in SI units; above the lower.</param>
/// <param name="Logarithmic">Whether equal ratios are equally likely, not equal differences.</param>
/// <param name="Whole">Whether only whole numbers are drawn.</param>
public sealed record Interval(double Low, double High, bool Logarithmic, bool Whole)
{
    /// <summary>
    /// The value at a coordinate. Whole numbers: each is equally likely in a linear interval; in a logarithmic one its probability is the share of the
    /// logarithmic axis from Low - 1/2 to High + 1/2 that is nearest to it (from Low where that is below 1).
    /// </summary>
    /// <param name="coordinate">The coordinate, from 0 to below 1.</param>
    /// <returns>The value, in SI units, from <see cref="Low"/> to <see cref="High"/>.</returns>
    public double At(double coordinate)
    {
        var (low, high) = (Low, High);
        if (Whole && Logarithmic)
            (low, high) = (Low - 0.5, High + 0.5);
        else if (Whole)
            high++;
        var value = Logarithmic ? low * Math.Pow(high / low, coordinate) : low + ((high - low) * coordinate);
        if (Whole)
            value = Logarithmic ? Math.Round(value, MidpointRounding.AwayFromZero) : Math.Floor(value);
        return Math.Clamp(value, Low, High);
    }
}
