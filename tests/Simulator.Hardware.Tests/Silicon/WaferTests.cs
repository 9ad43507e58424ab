using Simulator.Hardware.Silicon;

namespace Simulator.Hardware.Tests.Silicon;

/// <summary>Dies per wafer and yield, worked out by hand.</summary>
public class WaferTests
{
    [Fact]
    public void Dies_of_a_square_centimetre_on_300_mm()
    {
        // 70685.83 mm2 / 100 mm2 = 706.86; π · 300 / √200 = 66.64.
        Assert.Equal(640.21, WaferGeometry.DiesPerWafer(100e-6, 0.3), 0.01);
    }

    [Fact]
    public void Dies_of_814_mm2_on_294_mm()
    {
        // 67886.68 / 814 = 83.399; π · 294 / √1628 = 22.891.
        Assert.Equal(60.508, WaferGeometry.DiesPerWafer(814e-6, 0.294), 0.001);
    }

    [Fact]
    public void A_die_larger_than_the_wafer_leaves_none() => Assert.Equal(0, WaferGeometry.DiesPerWafer(0.1, 0.3));

    [Fact]
    public void Yield_without_redundancy()
    {
        // A D = 8.14 cm2 · 0.1 /cm2 = 0.814; (1 + 0.814 / 3)^-3 = 1.27133^-3 = 0.486656.
        Assert.Equal(0.486656, DieYield.Simple(8.14e-4, 1000, 3), 0.000001);
    }

    [Fact]
    public void Weak_clustering_approaches_poisson() => Assert.Equal(Math.Exp(-0.814), DieYield.Simple(8.14e-4, 1000, 1e7), 1e-6);

    [Fact]
    public void Yield_with_spare_sms()
    {
        // One SM of 0.1 cm2 at 1 /cm2 and α = 1: y = 1 / 1.1. Four of them, one spare: y⁴ + 4 (1 - y) y³ = 0.683013 + 0.273205.
        // The rest of 1 cm2: 1 / 2.
        Assert.Equal((0.683013 + 0.273205) / 2, DieYield.Harvested(1e-4, 1e-5, 4, 1, 1e4, 1), 1e-6);
    }

    [Fact]
    public void All_sms_spare_leaves_the_rest_alone() =>
        Assert.Equal(DieYield.Simple(1e-4, 1e4, 2), DieYield.Harvested(1e-4, 1e-5, 8, 8, 1e4, 2), 1e-12);

    [Fact]
    public void Spares_never_hurt()
    {
        var yields = Enumerable.Range(0, 13).Select(spares => DieYield.Harvested(3e-4, 3e-6, 144, spares, 1000, 3)).ToArray();
        Assert.Equal(yields.Order(), yields);
        Assert.True(yields[12] > yields[0]);
    }
}
