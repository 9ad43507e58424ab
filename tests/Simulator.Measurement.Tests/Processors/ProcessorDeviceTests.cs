using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Peaks;
using Simulator.Measurement.Processors;
using Simulator.Measurement.Protocol;
using Simulator.Workloads.Operators;
using Xunit.Abstractions;

namespace Simulator.Measurement.Tests.Processors;

public sealed class ProcessorDeviceTests(ITestOutputHelper output)
{
    [Fact]
    public void The_processor_is_listed_and_can_be_opened()
    {
        var provider = new ProcessorProvider();
        var listing = Assert.Single(provider.List());
        Assert.True(listing.IsUsable);
        using var device = provider.Open(listing.Device);
        Assert.Equal(("processor", "managed", DeviceKind.Processor), (device.Description.Id, device.Description.Stack, device.Description.Kind));
        Assert.Equal(Environment.ProcessorCount, device.Description.Units);
        Assert.InRange(device.ClockResolutionSeconds, 1e-10, 1e-3);
        Assert.True(device.EmptyLaunchSeconds(3) > 0);
    }

    [Fact]
    public void A_product_is_timed_between_the_peak_and_a_thousandth_of_it()
    {
        using var device = new ProcessorDevice();
        var op = OperatorVocabulary.Parse("gemm", "fp32", "m=256;n=256;k=256");
        using var protocol = new MeasurementProtocol(device, DeviceCosts.Measure(device), new ProtocolOptions { BudgetSeconds = 0.5 });
        var peak = Enumerable.Range(0, 5).Max(_ => FmaPeak.FlopsPerSecond(device, 20));
        var timed = protocol.Measure(op, InputFactory.Create(op, 3));
        var share = op.Flops / timed.MedianSeconds / peak;
        output.WriteLine($"{timed.Implementation}: {timed.Interval} of {timed.Samples.Count} samples, {share:0.00} of the peak, {timed.Costs}");
        Assert.InRange(op.Flops / timed.MedianSeconds, peak / 1000, 1.5 * peak);
        Assert.InRange(timed.MedianSeconds, timed.Interval.Low, timed.Interval.High);
    }

    [Fact]
    public void Cold_runs_find_empty_caches()
    {
        using var device = new ProcessorDevice();
        var op = OperatorVocabulary.Parse("reduction", "fp32", "elements=100000");
        using var kernel = device.Prepare(op, InputFactory.Create(op, 3));
        kernel.TimeSeconds(200, CacheState.Warm);
        var warm = Enumerable.Range(0, 5).Min(_ => kernel.TimeSeconds(50, CacheState.Warm));
        var cold = Enumerable.Range(0, 5).Min(_ => kernel.TimeSeconds(1, CacheState.Cold));
        output.WriteLine($"warm {warm * 1e6:0.0} µs, cold {cold * 1e6:0.0} µs");
        Assert.True(cold > warm);
    }
}
