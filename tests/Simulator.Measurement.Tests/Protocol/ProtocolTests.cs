using Simulator.Measurement.Devices;
using Simulator.Measurement.Protocol;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Tests.Protocol;

public sealed class ProtocolTests
{
    private static readonly Operator Op = OperatorVocabulary.Parse("gemm", "fp32", "m=1;n=1;k=1");
    private static readonly KernelInputs Inputs = InputFactory.Create(Op, 1);

    [Fact]
    public void The_interval_holds_the_true_median_as_often_as_it_says()
    {
        var random = new Random(7);
        int held = 0, trials = 400;
        for (var trial = 0; trial < trials; trial++)
        {
            var time = new FakeTime();
            var device = new FakeDevice(time, _ => LogNormal(random, 1e-3, 0.1));
            var result = Measure(device, time, new ProtocolOptions { RelativeWidth = 0.03, BudgetSeconds = 10 });
            Assert.Equal(StopReason.Converged, result.Stopped);
            Assert.True(result.Interval.RelativeWidth <= 0.03);
            held += result.Interval.Low <= 1e-3 && result.Interval.High >= 1e-3 ? 1 : 0;
        }

        // Stopping when the interval happens to be narrow costs a little of the 95 %.
        Assert.InRange(held, (int)(0.90 * trials), trials);
    }

    [Fact]
    public void Warm_up_runs_until_the_time_is_stable()
    {
        var time = new FakeTime();
        var device = new FakeDevice(time, run => run < 40 ? 1e-2 - (run * 2e-4) : 2e-3);
        var result = Measure(device, time, new ProtocolOptions());
        Assert.True(result.WarmUps >= 40, $"{result.WarmUps} runs");
        Assert.All(result.Samples, s => Assert.Equal(2e-3, s, 12));
        Assert.Equal(2e-3, result.MedianSeconds, 12);
    }

    [Fact]
    public void Samples_of_short_kernels_are_long_against_the_clock()
    {
        var time = new FakeTime();
        var device = new FakeDevice(time, _ => 2e-6);
        var result = Measure(device, time, new ProtocolOptions { ClockSteps = 1000 });
        Assert.InRange(result.Repetitions, 500, 501);
        Assert.Equal(1, Measure(new FakeDevice(time, _ => 0.01), time, new ProtocolOptions()).Repetitions);
    }

    [Fact]
    public void Outliers_are_told_and_stay_among_the_samples()
    {
        var time = new FakeTime();
        var random = new Random(3);
        var device = new FakeDevice(time, run => run % 10 == 9 ? 5e-2 : 1e-2 * (1 + (0.01 * random.NextDouble())));
        var result = Measure(device, time, new ProtocolOptions { FewestSamples = 50 });
        var slow = result.Samples.Count(s => s > 4e-2);
        Assert.True(slow >= 4);
        Assert.Equal(slow, result.Outliers.High);
        Assert.InRange(result.MedianSeconds, 1e-2, 1.01e-2);
    }

    [Fact]
    public void A_spent_budget_ends_sampling_with_what_there_is()
    {
        var time = new FakeTime();
        var random = new Random(5);
        var noisy = Measure(new FakeDevice(time, _ => LogNormal(random, 0.05, 1)), time, new ProtocolOptions { BudgetSeconds = 3, RelativeWidth = 0.001 });
        Assert.Equal(StopReason.Budget, noisy.Stopped);
        Assert.True(noisy.Samples.Count >= 6);
        var slow = Measure(new FakeDevice(time, _ => 100), time, new ProtocolOptions { BudgetSeconds = 3 });
        Assert.Equal(StopReason.Budget, slow.Stopped);
        Assert.Single(slow.Samples);
        Assert.Equal(0, slow.Interval.Confidence);
        var most = Measure(new FakeDevice(time, _ => LogNormal(random, 1e-4, 1)), time, new ProtocolOptions { RelativeWidth = 1e-9, MostSamples = 77 });
        Assert.Equal((StopReason.MostSamples, 77), (most.Stopped, most.Samples.Count));
    }

    [Fact]
    public void A_kernel_beyond_its_time_limit_is_cancelled_and_told()
    {
        var time = new FakeTime();
        var device = new FakeDevice(time, _ => 1e-3, (run, cancellation) =>
        {
            if (run < 20)
                return;
            cancellation.WaitHandle.WaitOne();
            cancellation.ThrowIfCancellationRequested();
        });
        var error = Assert.Throws<DeviceException>(() => Measure(device, time, new ProtocolOptions { TimeLimitSeconds = 0.2, FewestSamples = 100 }));
        Assert.False(error.IsLost);
        Assert.Contains("time limit", error.Message, StringComparison.Ordinal);
        Assert.Equal(1, device.Disposed);
    }

    [Fact]
    public void A_kernel_that_never_ends_makes_the_device_lost()
    {
        var time = new FakeTime();
        using var end = new ManualResetEventSlim();
        var device = new FakeDevice(time, _ => 1e-3, (_, _) => end.Wait(CancellationToken.None));
        var error = Assert.Throws<DeviceException>(() => Measure(device, time, new ProtocolOptions { TimeLimitSeconds = 0.1, GraceSeconds = 0.1 }));
        Assert.True(error.IsLost);
        Assert.Equal(0, device.Disposed);
        end.Set();
    }

    [Fact]
    public void Cancellation_by_the_caller_is_no_failure_of_the_device()
    {
        var time = new FakeTime();
        using var source = new CancellationTokenSource();
        var device = new FakeDevice(time, _ => 1e-3, (run, cancellation) =>
        {
            if (run == 15)
                source.Cancel();
            cancellation.ThrowIfCancellationRequested();
        });
        Assert.ThrowsAny<OperationCanceledException>(() => Measure(device, time, new ProtocolOptions { FewestSamples = 100 }, source.Token));
        Assert.Equal(1, device.Disposed);
    }

    [Fact]
    public void Costs_are_the_clock_and_the_empty_launch()
    {
        var costs = DeviceCosts.Measure(new FakeDevice(new FakeTime(), _ => 1));
        Assert.Equal((1e-6, 5e-6), (costs.ClockResolutionSeconds, costs.LaunchSeconds));
    }

    private static TimedKernel Measure(FakeDevice device, FakeTime time, ProtocolOptions options, CancellationToken cancellation = default)
    {
        using var protocol = new MeasurementProtocol(device, DeviceCosts.Measure(device), options, time);
        return protocol.Measure(Op, Inputs, cancellation);
    }

    private static double LogNormal(Random random, double median, double sigma)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return median * Math.Exp(sigma * normal);
    }
}
