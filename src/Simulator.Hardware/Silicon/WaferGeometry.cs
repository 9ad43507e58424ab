namespace Simulator.Hardware.Silicon;

/// <summary>Dies on a round wafer.</summary>
public static class WaferGeometry
{
    /// <summary>
    /// Gross dies per wafer: π (d/2)² / A − π d / √(2 A), the area of the wafer over that of a die less the dies that its rim cuts (D. K. de Vries,
    /// Investigation of gross die per wafer formulas, IEEE Trans. Semicond. Manuf. 18(1), 2005).
    /// </summary>
    /// <param name="dieSquareMetres">Area of a die, its share of the saw streets included; above 0.</param>
    /// <param name="usableDiameterMetres">Diameter of the wafer without its rim.</param>
    /// <returns>Dies, at least 0; not rounded, so that cost is smooth in the area.</returns>
    public static double DiesPerWafer(double dieSquareMetres, double usableDiameterMetres)
    {
        var area = Math.PI * usableDiameterMetres * usableDiameterMetres / 4;
        return Math.Max(0, area / dieSquareMetres - Math.PI * usableDiameterMetres / Math.Sqrt(2 * dieSquareMetres));
    }
}
