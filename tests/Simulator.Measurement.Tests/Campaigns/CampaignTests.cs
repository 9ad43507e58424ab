using Simulator.Hardware.Errors;
using Simulator.Measurement.Campaigns;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Measurements;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Tests.Campaigns;

/// <summary>A campaign loses no finished row, whatever fails after it.</summary>
public sealed class CampaignTests : IDisposable
{
    private const double Time = 1e-3;
    private readonly string path = Path.Combine(Path.GetTempPath(), $"campaign-{Guid.NewGuid():N}.csv");
    private readonly CampaignOptions options = new() { Checks = false, KernelLimit = TimeSpan.FromMilliseconds(200) };

    public void Dispose() => File.Delete(path);

    [Fact]
    public void What_is_written_is_what_validation_reads()
    {
        var outcome = Run(Plan(3), _ => new InventedKernel(_ => Time));
        Assert.Equal((3, 0, 0), (outcome.Measured, outcome.Resumed, outcome.Left));
        var read = MeasurementFile.Read([path], MeasurementConventions.None);
        Assert.Empty(read.Rejections);
        Assert.All(read.Rows, r => Assert.Equal(Time, r.LatencySeconds, 9));
        Assert.All(read.Rows, r => Assert.Equal(new PricingContext(L2State.Warm, false, StackKind.Ilgpu), r.Context));
        Assert.Equal(["kernel", "latency_high_us", "latency_low_us", "outliers", "samples"], read.Rows[0].Extra.Select(e => e.Key).Order());
    }

    [Fact]
    public void A_failed_kernel_costs_its_own_row_and_is_reported()
    {
        var outcome = Run([.. Plan(4), Planned("copy", "bytes=64")], op => op.Shape.Contains("elements=2", StringComparison.Ordinal)
            ? throw new DeviceException("out of memory")
            : op.Shape.Contains("elements=3", StringComparison.Ordinal) ? new InventedKernel(_ => Time, float.NaN)
            : new InventedKernel(_ => Time));
        Assert.Equal(2, outcome.Measured);
        Assert.Equal(
            ["out of memory", "the kernel left part of its output 'y' unwritten", "no kernel for copy"], outcome.Failed.Select(f => f.Reason));
        Assert.Equal(2, MeasurementFile.Read([path], MeasurementConventions.None).Rows.Length);
    }

    [Fact]
    public void A_kernel_that_never_ends_is_ended()
    {
        var outcome = Run(Plan(2), op => new InventedKernel(token =>
        {
            if (op.Shape == "elements=1")
            {
                token.WaitHandle.WaitOne();
                token.ThrowIfCancellationRequested();
            }

            return Time;
        }));
        Assert.Equal(1, outcome.Measured);
        Assert.Contains("did not end within its time limit", outcome.Failed.Single().Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void A_lost_device_ends_the_campaign_and_a_second_one_completes_it()
    {
        var first = Run(Plan(5), op => op.Shape == "elements=3" ? throw new DeviceException("the device is lost", isLost: true) : new InventedKernel(_ => Time));
        Assert.True(first.DeviceLost);
        Assert.Equal((2, 2), (first.Measured, first.Left));
        var second = Run(Plan(5), _ => new InventedKernel(_ => Time));
        Assert.Equal((3, 2, 0), (second.Measured, second.Resumed, second.Left));
        Assert.Equal(5, MeasurementFile.Read([path], MeasurementConventions.None).Rows.Select(r => r.Operator.Shape).Distinct().Count());
    }

    [Fact]
    public void Interrupted_at_any_byte_it_goes_on_without_a_duplicate_or_a_gap()
    {
        Run(Plan(6), _ => new InventedKernel(_ => Time));
        var whole = File.ReadAllBytes(path);
        var random = new Random(4);
        for (var trial = 0; trial < 40; trial++)
        {
            File.WriteAllBytes(path, whole[..random.Next(whole.Length + 1)]);
            Run(Plan(6), _ => new InventedKernel(_ => Time));
            Assert.Equal(whole, File.ReadAllBytes(path));
        }
    }

    [Fact]
    public void Cancelling_keeps_what_is_finished()
    {
        using var source = new CancellationTokenSource();
        var device = new InventedDevice(op => new InventedKernel(_ =>
        {
            if (op.Shape == "elements=3")
            {
                source.Cancel();
            }

            return Time;
        }));
        using var file = CampaignFile.Open(path, "invented", "ilgpu");
        var outcome = new Campaign(device, "invented", options).Run(Plan(5), file, null, source.Token);
        Assert.Equal((2, 3), (outcome.Measured, outcome.Left));
    }

    [Fact]
    public void A_file_of_another_device_is_refused_and_left_as_it_is()
    {
        Run(Plan(2), _ => new InventedKernel(_ => Time));
        var before = File.ReadAllText(path);
        Assert.Throws<InputException>(() => CampaignFile.Open(path, "other", "ilgpu"));
        Assert.Throws<InputException>(() => CampaignFile.Open(path, "invented", "managed"));
        Assert.Equal(before, File.ReadAllText(path));
        File.WriteAllText(path, "a,b\n1,2\n");
        Assert.Throws<InputException>(() => CampaignFile.Open(path, "invented", "ilgpu"));
        Assert.Equal("a,b\n1,2\n", File.ReadAllText(path));
    }

    [Fact]
    public void A_plan_is_dealt_in_turn_from_every_kind_and_spread_over_each()
    {
        var order = CampaignOrder.Balanced([.. Plan(8), .. Enumerable.Range(1, 3).Select(i => Planned("reduction", $"elements={i}"))]);
        Assert.Equal(11, order.Select(k => k.Key).Distinct().Count());
        Assert.Equal(["triad 1", "reduction 1", "triad 5", "reduction 3", "triad 3", "reduction 2", "triad 7"], order.Take(7).Select(k => $"{k.Operator.Op} {k.Operator.Shape[9..]}"));
    }

    private static PlannedKernel[] Plan(int count) => [.. Enumerable.Range(1, count).Select(i => Planned("triad", $"elements={i}"))];

    private static PlannedKernel Planned(string op, string shape) => new(OperatorVocabulary.Parse(op, "fp32", shape), CacheState.Warm);

    private CampaignOutcome Run(IReadOnlyList<PlannedKernel> plan, Func<Operator, IPreparedKernel> prepare)
    {
        using var file = CampaignFile.Open(path, "invented", "ilgpu");
        return new Campaign(new InventedDevice(prepare), "invented", options).Run(plan, file);
    }
}
