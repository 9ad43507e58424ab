namespace Simulator.Hardware.Silicon;

/// <summary>The share of dies that can be sold.</summary>
public static class DieYield
{
    /// <summary>
    /// Yield of a circuit without redundancy: the negative binomial (1 + A D / α)^−α (C. H. Stapper, F. M. Armstrong, K. Saji, Integrated circuit yield
    /// statistics, Proc. IEEE 71(4), 1983).
    /// </summary>
    /// <param name="squareMetres">Area of the circuit.</param>
    /// <param name="defectsPerSquareMetre">Density of defects.</param>
    /// <param name="clustering">α, above 0: how defects cluster.</param>
    /// <returns>From 0 to 1.</returns>
    public static double Simple(double squareMetres, double defectsPerSquareMetre, double clustering) =>
        Math.Pow(1 + squareMetres * defectsPerSquareMetre / clustering, -clustering);

    /// <summary>
    /// Yield of a die that is sold with SMs disabled: the rest of the die must be whole, and at most the spare SMs may be broken. SMs are taken to break
    /// independently of each other: yield(rest) · Σ over i ≤ spares of C(n, i) (1 − y)ⁱ yⁿ⁻ⁱ, y the yield of one SM.
    /// </summary>
    /// <param name="restSquareMetres">Area of what cannot be disabled.</param>
    /// <param name="smSquareMetres">Area of one SM.</param>
    /// <param name="sms">SMs on the die; need not be a whole number, as designs on the way from one count to the next are not.</param>
    /// <param name="spares">SMs that may be broken, from 0 to <paramref name="sms"/>; of a fraction, its share of the next term counts.</param>
    /// <param name="defectsPerSquareMetre">Density of defects.</param>
    /// <param name="clustering">α, above 0.</param>
    /// <returns>From 0 to 1.</returns>
    public static double Harvested(double restSquareMetres, double smSquareMetres, double sms, double spares, double defectsPerSquareMetre, double clustering)
    {
        var good = Simple(smSquareMetres, defectsPerSquareMetre, clustering);
        if (good <= 0)
        {
            return 0;
        }

        var odds = (1 - good) / good;
        var term = Math.Pow(good, sms);
        var sum = term;
        for (var i = 0; i < spares && i < sms; i++)
        {
            term *= odds * (sms - i) / (i + 1);
            sum += term * Math.Min(1, spares - i);
        }

        return Math.Min(1, sum) * Simple(restSquareMetres, defectsPerSquareMetre, clustering);
    }
}
