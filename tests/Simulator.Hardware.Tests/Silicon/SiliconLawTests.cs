using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;

namespace Simulator.Hardware.Tests.Silicon;

/// <summary>What holds of every design: more is never less, parts sum to the whole.</summary>
public class SiliconLawTests
{
    public static TheoryData<string> Ids => [.. Chips.Catalog.Ids];

    public static TheoryData<string, string> Growth
    {
        get
        {
            var data = new TheoryData<string, string>();
            foreach (var id in new[] { "h100-sxm", "b200-sxm", "l40s", "mi300x" })
            {
                foreach (var path in Paths)
                {
                    data.Add(id, path);
                }
            }

            return data;
        }
    }

    private static readonly string[] Paths =
    [
        "sm.count", "sm.fp32_lanes", "sm.fp64_lanes", "sm.sfu_per_clock", "sm.shared_memory", "sm.register_file", "tensor.fma_per_clock", "tensor.fp8.ratio",
        "l2.bytes", "l2.bandwidth", "memory.bandwidth", "links.scale_up", "links.pcie", "memory.bytes", "sm.clock", "tensor.clock",
    ];

    [Theory]
    [MemberData(nameof(Growth))]
    public void More_never_takes_less(string id, string path)
    {
        var gpu = Chips.Gpu(id);
        var more = Chips.Catalog.Load(id, [new DescriptionOverride(path, Grown(gpu, path))]);
        Assert.True(Chips.Areas.Of(more).SiliconSquareMetres >= Chips.Areas.Of(gpu).SiliconSquareMetres);
        Assert.True(Chips.Power.Of(more).TdpWatts >= Chips.Power.Of(gpu).TdpWatts);
        Assert.True(Chips.Costs.Of(more).TotalDollars >= Chips.Costs.Of(gpu).TotalDollars);
        Assert.True(
            Chips.Areas.Of(more).SiliconSquareMetres > Chips.Areas.Of(gpu).SiliconSquareMetres || Chips.Power.Of(more).TdpWatts > Chips.Power.Of(gpu).TdpWatts);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Parts_sum_to_the_whole(string id)
    {
        var gpu = Chips.Gpu(id);
        var area = Chips.Areas.Of(gpu);
        var cost = Chips.Costs.Of(gpu);
        var power = Chips.Power.Of(gpu);
        Assert.Equal(area.SiliconSquareMetres, area.Parts.Sum(p => p.Value), 1e-12);
        Assert.Equal(cost.TotalDollars, cost.Parts.Sum(p => p.Value), 1e-6);
        Assert.Equal(power.TdpWatts, power.Parts(Chips.Technology.DesignLoad).Sum(p => p.Value), 1e-9);
        Assert.All(area.Parts.Concat(cost.Parts), part => Assert.True(part.Value >= 0 && double.IsFinite(part.Value)));
        Assert.InRange(cost.Yield, 0.2, 1);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void A_cap_is_held_exactly_and_never_speeds_up(string id)
    {
        var power = Chips.Power.Of(Chips.Gpu(id));
        var load = ChipPowerEstimate.FullTensorLoad;
        var last = 0.0;
        foreach (var share in new[] { 0.3, 0.5, 0.7, 0.9, 1.0, 1.5 })
        {
            var cap = share * power.FullTensorLoadWatts;
            var clock = power.RelativeClock(cap, load);
            Assert.InRange(clock, last, 1);
            if (clock is > 0 and < 1)
            {
                Assert.Equal(cap, power.PowerAt(clock, load), cap * 1e-9);
            }

            last = clock;
        }

        Assert.Equal(1, last);
        Assert.Equal(0, power.RelativeClock(1, load));
    }

    [Fact]
    public void A_part_of_1000_watts_slows_down_at_full_tensor_load()
    {
        var power = Chips.Power.Of(Chips.Gpu("b200-sxm"));
        Assert.InRange(power.RelativeClock(1000, ChipPowerEstimate.FullTensorLoad), 0.65, 0.9);
    }

    [Theory]
    [InlineData("h100-sxm")]
    [InlineData("l40s")]
    [InlineData("b200-sxm")]
    public void Each_further_sm_costs_more(string id)
    {
        var gpu = Chips.Gpu(id);
        var last = 0.0;
        for (var count = 40; count <= 200; count++)
        {
            var dollars = Chips.Costs.Of(gpu with { Sm = gpu.Sm with { Count = count } }).TotalDollars;
            Assert.True(dollars > last, $"{count} SMs: {dollars} after {last}");
            last = dollars;
        }
    }

    [Fact]
    public void Double_the_sms_double_their_area()
    {
        var gpu = Chips.Gpu("h100-sxm");
        var twice = gpu with { Sm = gpu.Sm with { Count = 264 } };
        Assert.Equal(2 * Chips.Areas.Of(gpu).AllSms, Chips.Areas.Of(twice).AllSms, 1e-12);
        Assert.False(Chips.Areas.Of(twice).FitsReticle);
    }

    [Fact]
    public void An_unknown_process_is_named_with_those_known()
    {
        var gpu = Chips.Gpu("h100-sxm");
        var other = gpu with { Package = gpu.Package with { Process = "TSMC N8" } };
        var error = Assert.Throws<InputException>(() => Chips.Areas.Of(other));
        Assert.StartsWith("package.process: unknown process 'TSMC N8'", error.Message, StringComparison.Ordinal);
        Assert.Contains("TSMC N7", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_allocated()
    {
        var gpu = Chips.Gpu("mi300x");
        var sum = Price(gpu);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            sum += Price(gpu);
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.True(sum > 0);
    }

    [Fact]
    public void Every_value_has_a_source()
    {
        Assert.NotEmpty(Chips.Technology.Sources);
        Assert.All(Chips.Technology.Sources, source => Assert.False(string.IsNullOrWhiteSpace(source.Value.Source)));
        Assert.True(Chips.Technology.Sources["processes.TSMC N7.defect_density"] is { Estimated: false });
        Assert.True(Chips.Technology.Sources["areas.fp32_lane"] is { Estimated: true });
    }

    [Fact]
    public void An_unknown_memory_in_the_file_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), $"technology-{Guid.NewGuid():N}.yaml");
        try
        {
            var text = File.ReadAllText(Path.Combine(RepositoryPaths.Configs, "technology", "default.yaml"));
            File.WriteAllText(path, text.Replace("  gddr7:", "  gddr8:", StringComparison.Ordinal));
            var error = Assert.Throws<InputException>(() => TechnologyFile.Load(RepositoryPaths.Configs, path));
            Assert.Contains("memories.gddr8: 'gddr8' is no kind of memory", error.Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static double Price(GpuDescription gpu)
    {
        var area = Chips.Areas.Of(gpu);
        return area.TotalSquareMetres + Chips.Costs.Of(gpu, area).TotalDollars + Chips.Power.Of(gpu, area).TdpWatts;
    }

    private static string Grown(GpuDescription gpu, string path)
    {
        var text = DescriptionListing.Of(gpu).FirstOrDefault(item => item.Key == path).Value ?? "2";
        if (text == "0")
        {
            return "10 GB/s";
        }

        var end = text.IndexOf(' ', StringComparison.Ordinal);
        var number = double.Parse(end < 0 ? text : text[..end], System.Globalization.CultureInfo.InvariantCulture);
        var grown = path is "sm.count" or "sm.fp32_lanes" ? Math.Ceiling(number * 1.2) : number * 1.2;
        return FormattableString.Invariant($"{grown}{(end < 0 ? "" : text[end..])}");
    }
}
