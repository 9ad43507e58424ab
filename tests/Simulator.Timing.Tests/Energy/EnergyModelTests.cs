using FsCheck.Fluent;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;
using Simulator.Timing.Energy;
using Simulator.Timing.Estimates;
using Simulator.Timing.Gemm;
using Simulator.Timing.Gpus;
using Simulator.Timing.Tests.Cases;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Timing.Tests.Energy;

public sealed class EnergyModelTests
{
    private static readonly TechnologyDescription Technology = TechnologyFile.Load(RepositoryPaths.Configs);

    private static readonly GpuCatalog Gpus = new(RepositoryPaths.Configs);

    public static TheoryData<string> Ids => [.. Gpus.Ids];

    private static GemmOperator Large(string precision) => new(GemmPrecisions.Parse(precision), 8192, 8192, 8192);

    private static (TimingModel Model, EnergyModel Energy) Load(string gpu)
    {
        var model = Machine.Load(gpu).Model;
        return (model, new EnergyModel(model.Rates, Technology));
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public void Any_operator_stays_between_idle_and_the_cap(string gpu)
    {
        var (model, energy) = Load(gpu);
        foreach (var op in Operators.Any.Sample(300, 50))
        {
            var estimate = model.Estimate(op, PricingContext.Step);
            var spent = energy.Of(op, estimate);
            Assert.All(spent.Parts, part => Assert.True(part.Value >= 0 && double.IsFinite(part.Value), $"{op}: {part}"));
            Assert.Equal(spent.TotalJoules, spent.Parts.Sum(p => p.Value), spent.TotalJoules * 1e-12);
            Assert.InRange(spent.TotalJoules, 0, energy.CapWatts * estimate.Seconds * (1 + 1e-12));
            Assert.True(spent.TotalJoules >= Math.Min(energy.CapWatts, energy.StandbyWatts) * estimate.Seconds * (1 - 1e-12), $"{op}");
            Assert.InRange(energy.RelativeClock(op, estimate), 0.2, 1);
        }
    }

    [Fact]
    public void More_work_or_time_never_takes_less()
    {
        var (model, energy) = Load("h100-sxm");
        foreach (var op in Operators.Any.Sample(300, 100))
        {
            var e = model.Estimate(op, PricingContext.Step);
            var spent = energy.Of(op, e).TotalJoules * (1 - 1e-12);
            Assert.True(energy.Of(op, e with { Flops = e.Flops * 1.5 }).TotalJoules >= spent, $"{op}");
            Assert.True(energy.Of(op, e with { MemoryBytes = e.MemoryBytes * 1.5 }).TotalJoules >= spent, $"{op}");
            Assert.True(energy.Of(op, e with { Seconds = e.Seconds * 1.5 }).TotalJoules >= spent, $"{op}");
            Assert.True(energy.Of(op, e with { Resources = e.Resources.Times(1.5) }).TotalJoules >= spent, $"{op}");
        }
    }

    [Fact]
    public void A_memory_bound_copy_by_hand()
    {
        var (model, energy) = Load("h100-sxm");
        var copy = new CopyOperator(StreamPrecision.Bf16, 1L << 30);
        var e = model.Estimate(copy, PricingContext.Cold);
        var one = new GpuEnergyModel(Technology).Of(Gpus.Load("h100-sxm"));
        var expected = (e.MemoryBytes * (one.MemoryByte + one.L2Byte) + one.StaticWatts * e.Seconds) / Technology.Energies.ConversionEfficiency;
        Assert.Equal(expected, energy.Of(copy, e).TotalJoules, expected * 0.02);
    }

    [Theory]
    [InlineData("b200-sxm")]
    [InlineData("h100-sxm")]
    [InlineData("b300-sxm")]
    public void Power_limit_and_timing_model_leave_the_same_clock(string gpu)
    {
        var (model, energy) = Load(gpu);
        var timed = Math.Min(1, 1 / Math.Cbrt(new GemmModel(model.Rates).PowerRatio));
        var op = Large("bf16");
        var estimate = model.Estimate(op, PricingContext.Step);
        var silicon = new ChipPower(Technology).Of(model.System.Gpu).RelativeClock(model.Rates.TdpWatts, ChipPowerEstimate.FullTensorLoad);
        Assert.InRange(energy.RelativeClock(op, estimate) / timed, 0.9, 1.1);
        Assert.InRange(silicon / timed, 0.9, 1.1);
    }

    [Fact]
    public void Narrow_formats_take_less_energy_for_the_same_product()
    {
        var (model, energy) = Load("b200-sxm");
        var joules = new[] { "bf16", "fp8", "nvfp4" }.Select(p => energy.Of(Large(p), model.Estimate(Large(p), PricingContext.Step)).TotalJoules).ToArray();
        Assert.True(joules[0] > joules[1] && joules[1] > joules[2], string.Join(" ", joules));
    }

    [Fact]
    public void Processes_agree_with_those_of_the_timing_model()
    {
        foreach (var (name, process) in Technology.Processes.Where(p => p.Key != "TSMC N2"))
        {
            Assert.Equal(process.Energy, ProcessEnergy.PicojoulesPerFlop(name) / 0.7, 1e-9);
        }
    }

    [Fact]
    public void Pricing_allocates_nothing()
    {
        var (model, energy) = Load("b200-sxm");
        var operators = Operators.Any.Sample(400, 50).ToArray();
        foreach (var op in operators)
        {
            var estimate = model.Estimate(op, PricingContext.Step);
            var sum = energy.Of(op, estimate).TotalJoules;
            var before = GC.GetAllocatedBytesForCurrentThread();
            sum += energy.Of(op, estimate).TotalJoules;
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
            Assert.True(sum >= 0);
        }
    }
}
