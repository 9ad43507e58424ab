namespace Simulator.Timing.Attention;

/// <summary>Joins two times that overlap imperfectly: (aᑫ + bᑫ)^(1/q), their sum at q = 1, the longer of them at large q.</summary>
internal static class Norm
{
    /// <summary>Joins two times.</summary>
    /// <param name="a">One time.</param>
    /// <param name="b">The other, in the same unit.</param>
    /// <param name="q">The exponent, at least 1.</param>
    /// <returns>The time of both.</returns>
    public static double Join(double a, double b, double q)
    {
        var longer = Math.Max(a, b);
        return longer <= 0 ? 0 : q <= 1 ? a + b : longer * Math.Pow(1 + Math.Pow(Math.Min(a, b) / longer, q), 1 / q);
    }
}
