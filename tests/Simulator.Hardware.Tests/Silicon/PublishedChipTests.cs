using Xunit.Abstractions;

namespace Simulator.Hardware.Tests.Silicon;

/// <summary>Area and power against what vendors publish.</summary>
public class PublishedChipTests(ITestOutputHelper output)
{
    /// <summary>Boards whose power is that of their slot or of a lower bin, not that of their chip.</summary>
    private static readonly string[] LimitedBySlot = ["t4", "l4", "h100-pcie"];

    [Theory]
    [InlineData("a100-sxm", 0.15)]
    [InlineData("h100-sxm", 0.15)]
    [InlineData("l40s", 0.15)]
    [InlineData("mi210", 0.15)]
    [InlineData("v100-sxm2", 0.15)]
    [InlineData("t4", 0.15)]
    [InlineData("a40", 0.15)]
    [InlineData("l4", 0.15)]
    [InlineData("rtx-pro-6000", 0.15)]
    public void Area_is_near_the_published_one(string id, double bound)
    {
        var gpu = Chips.Gpu(id);
        var estimated = Chips.Areas.Of(gpu).TotalSquareMetres;
        var error = estimated / gpu.Package.DieAreaSquareMetres!.Value - 1;
        output.WriteLine(FormattableString.Invariant(
            $"{id}: {estimated * 1e6:0} mm2, published {gpu.Package.DieAreaSquareMetres * 1e6:0} ({error:+0.0%;-0.0%;0.0%})"));
        Assert.InRange(error, -bound, bound);
    }

    [Theory]
    [InlineData("a100-sxm", 0.2)]
    [InlineData("h100-sxm", 0.2)]
    [InlineData("l40s", 0.2)]
    [InlineData("mi210", 0.2)]
    [InlineData("v100-sxm2", 0.2)]
    [InlineData("a40", 0.2)]
    [InlineData("b200-sxm", 0.2)]
    [InlineData("gb200", 0.2)]
    [InlineData("b300-sxm", 0.2)]
    [InlineData("h200-sxm", 0.2)]
    [InlineData("h20", 0.2)]
    [InlineData("rtx-pro-6000", 0.2)]
    public void Tdp_is_near_the_published_one(string id, double bound)
    {
        var gpu = Chips.Gpu(id);
        var estimated = Chips.Power.Of(gpu).TdpWatts;
        var error = estimated / gpu.Package.TdpWatts - 1;
        output.WriteLine(FormattableString.Invariant($"{id}: {estimated:0} W, published {gpu.Package.TdpWatts:0} ({error:+0.0%;-0.0%;0.0%})"));
        Assert.InRange(error, -bound, bound);
    }

    [Fact]
    public void Boards_limited_by_their_slot_are_recognised()
    {
        Assert.All(LimitedBySlot, id =>
        {
            var gpu = Chips.Gpu(id);
            Assert.True(Chips.Power.Of(gpu).TdpWatts > 1.2 * gpu.Package.TdpWatts);
        });
    }

    [Fact]
    public void A_part_of_two_reticles_is_one()
    {
        var area = Chips.Areas.Of(Chips.Gpu("b200-sxm"));
        output.WriteLine(FormattableString.Invariant($"b200-sxm: {area.OneDie * 1e6:0} mm2 a die"));
        Assert.InRange(area.OneDie, 600e-6, Chips.Technology.Areas.ReticleSquareMetres);
        Assert.True(area.FitsReticle);
    }
}
