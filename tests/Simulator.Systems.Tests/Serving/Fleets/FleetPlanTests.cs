using Simulator.Hardware.Clusters;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Systems.Serving.Descriptions;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Fleets;
using Simulator.Systems.Serving.Fleets.Sampling;
using Simulator.Timing;
using Xunit.Abstractions;

namespace Simulator.Systems.Tests.Serving.Fleets;

/// <summary>Descriptions of fleets: how sides are joined, what is refused, and how near a sampled part comes to all of it.</summary>
public class FleetPlanTests(ITestOutputHelper output)
{
    private static readonly SystemCatalog Systems = SystemCatalog.Open(Path.Combine(Catalogue.Root, "configs"));

    private static readonly ServingDescription Small = new()
    {
        Gpu = "h100-sxm",
        Model = "llama-3.1-8b",
        Precision = "fp8",
        Kv = NumberFormats.Parse("fp8"),
        Rate = 4,
        Requests = 200,
        Input = 1024,
        Output = 64,
        Shortest = 0.5,
    };

    private static readonly ServingDescription Apart = Small with { Prefill = new PoolDescription(), Decode = new PoolDescription() };

    [Theory]
    [InlineData(RouterKind.RoundRobin, 0.3, 0.01)]
    [InlineData(RouterKind.RoundRobin, 0.6, 0.01)]
    [InlineData(RouterKind.Random, 0.3, 0.02)]
    [InlineData(RouterKind.Random, 0.6, 0.02)]
    [InlineData(RouterKind.LeastLoaded, 0.3, 0.03)]
    [InlineData(RouterKind.LeastLoaded, 0.6, 0.03)]
    public void A_sampled_part_of_a_fleet_is_within_the_stated_error_of_all_of_it(RouterKind router, double load, double bound)
    {
        // 100 replicas, of which twenty are simulated with their share of four minutes of traffic; with all steps replayed from graphs one saturates at 86
        // requests a second.
        var rate = 100 * 86 * load;
        var whole = Small with { GraphTokens = 1 << 20, Replicas = 100, Router = router, Rate = rate, Requests = (int)(240 * rate) };
        var all = Plan(whole).Run();
        var part = Plan(whole with { Sample = 20 }).Run();
        Assert.Equal(5, part.Scale);
        Near("throughput", all.OutputTokensPerSecond, part.OutputTokensPerSecond);
        Near("TPOT", all.Total.Tpot.Mean, part.Total.Tpot.Mean);
        Near("TTFT", all.Total.Ttft.Mean, part.Total.Ttft.Mean);
        Near("TTFT p99", all.Total.Ttft.P99, part.Total.Ttft.P99);
        Near("latency", all.Total.Latency.Mean, part.Total.Latency.Mean);
        Near("requests", all.Total.MeanInSystem, part.Scale * part.Total.MeanInSystem);

        void Near(string what, double expected, double actual)
        {
            output.WriteLine(FormattableString.Invariant($"{router} at {load}: {what} {expected:0.####}, of the part {(actual / expected) - 1:+0.00 %;-0.00 %}"));
            Assert.InRange(actual / expected, 1 - bound, 1 + bound);
        }
    }

    [Fact]
    public void The_pools_of_a_sampled_part_keep_their_proportion()
    {
        Assert.Equal(new SampleShare(2, 100), SampleShare.Of([300, 200], 4));
        Assert.Equal(6, SampleShare.Of([300, 200], 4).Engines(300));
        Assert.True(SampleShare.Of([7, 5], 1).IsAll);
        Assert.True(SampleShare.Of([4], 9).IsAll);
    }

    [Fact]
    public void Two_sides_in_one_node_are_joined_by_NVLink_and_different_GPUs_by_their_networks()
    {
        Assert.Equal((TransferLinkKind.Nvlink, 450e9, 0.6e-6), Path(Apart));
        var mixed = Apart with { Decode = new PoolDescription { Gpu = "b200-sxm" } };
        Assert.Equal((TransferLinkKind.Infiniband, 50e9, 5e-6), Path(mixed));
        Assert.Equal(TransferLinkKind.Infiniband, Path(Apart with { Replicas = 8 }).Link);
        Assert.Equal((TransferLinkKind.Ethernet, 25e9, 1e-5), Path(mixed with
        {
            Transfer = new TransferDescription { Link = TransferLinkKind.Ethernet, BandwidthBytesPerSecond = 25e9, LatencySeconds = 1e-5 },
        }));
        Assert.Equal(TransferLinkKind.Nvlink, Path(Apart with { Gpu = null, System = "gb200-nvl72", Replicas = 36 }).Link);

        static (TransferLinkKind Link, double Bandwidth, double Latency) Path(ServingDescription description)
        {
            var path = Plan(description).Path!;
            return (path.Link, path.ToBytesPerSecond, path.LatencySeconds);
        }
    }

    [Fact]
    public void A_cache_travels_once_in_its_own_format()
    {
        // 32 layers of 8 key-value heads of 128 numbers, keys and values, one byte each.
        Assert.Equal(1000.0 * 32 * 2 * 8 * 128, Plan(Apart).TransferBytes(new(1000, 5)));
        Assert.Equal(1000.0 * 32 * 2 * 8 * 128, Plan(Apart with { Tp = 2 }).TransferBytes(new(1000, 5)));
        Assert.Equal(0, Plan(Small).TransferBytes(new(1000, 5)));
    }

    [Fact]
    public void Hopper_prefill_with_Blackwell_decode_of_other_numbers_and_parallelisms_serves_everything()
    {
        var plan = Plan(Apart with
        {
            Prefill = new PoolDescription { Tp = 2, Replicas = 3, BlockTokens = 32 },
            Decode = new PoolDescription { Gpu = "b200-sxm", Precision = "nvfp4", Replicas = 2 },
        });
        Assert.Equal(8, plan.Gpus);
        var result = plan.Run();
        Assert.Equal((200, 200), (result.Total.Finished, (int)result.Transfer!.Count));
        Assert.All(result.Pools, p => Assert.Equal(0, p.BlocksLeft));
        Assert.Equal(plan.Run(7).Total.ToString(), plan.Run(7).Total.ToString());
        Assert.NotEqual(plan.Run(7).Total.ToString(), plan.Run(8).Total.ToString());
    }

    [Fact]
    public void What_does_not_fit_together_is_refused_in_one_line()
    {
        Refused(Small with { Prefill = new PoolDescription() }, "prefill: one side of a disaggregated fleet is missing");
        Refused(Small with { Transfer = new TransferDescription() }, "prefill: one side");
        Refused(Apart with { Decode = new PoolDescription { Kv = NumberFormats.Bf16 } }, "kv: prefill keeps its cache in fp8-e4m3, decode in bf16");
        Refused(Apart with { Decode = new PoolDescription { Tp = 3 } }, "decode.tp: ");
        var nvlink = Apart with { Transfer = new TransferDescription { Link = TransferLinkKind.Nvlink } };
        Refused(nvlink with { Decode = new PoolDescription { Gpu = "b200-sxm" } }, "transfer.link: h100-sxm-node and b200-sxm-node are joined by no scale-up links");
        Refused(nvlink with { Replicas = 5 }, "transfer.link: 10 GPUs are more than the 8");
        var ethernet = Apart with { Gpu = null, System = "hgx-h100-ib", Replicas = 5, Transfer = new TransferDescription { Link = TransferLinkKind.Ethernet } };
        Refused(ethernet, "transfer.link: hgx-h100-ib has InfiniBand NDR");
        Refused(Apart with { Autoscale = new AutoscaleDescription { Max = 2, Requests = 4 } }, "autoscale: belongs to the sides");
        Refused(Small with { Autoscale = new AutoscaleDescription { Max = 2 } }, "autoscale.requests: accepted: one of requests and utilisation");
        Refused(Small with { Autoscale = new AutoscaleDescription { Min = 3, Max = 2, Requests = 4 } }, "autoscale.max: 2 is below min, 3");
        Refused(Small with { Sample = 1, Autoscale = new AutoscaleDescription { Max = 4, Requests = 4 } }, "sample: takes all replicas");

        static void Refused(ServingDescription description, string problem) =>
            Assert.StartsWith(problem, Assert.Throws<InputException>(() => Plan(description)).Message, StringComparison.Ordinal);
    }

    private static FleetPlan Plan(ServingDescription description) => new(description, System);

    private static ServingSystem System(ServingDescription own, EngineRole role)
    {
        var system = own.Gpu is { } gpu ? Catalogue.Node(gpu) : Systems.Load(own.System!);
        return own.ToSystem(new TimingModel(system, Catalogue.Coefficients), Catalogue.Models.Load, role);
    }
}
