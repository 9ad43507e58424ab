using System.Collections.Immutable;
using System.Diagnostics;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Protocol;
using Simulator.Measurement.References;

namespace Simulator.Measurement.Campaigns;

/// <summary>Measures a list of kernels on a device, one row at a time. A kernel that fails costs its own row and no other.</summary>
/// <param name="device">The device.</param>
/// <param name="gpu">The id that rows carry: that of the device's description.</param>
/// <param name="options">How to measure.</param>
public sealed class Campaign(IKernelDevice device, string gpu, CampaignOptions options)
{
    /// <summary>Measures what the file does not hold yet.</summary>
    /// <param name="plan">The kernels, in the order in which they are measured.</param>
    /// <param name="file">The file; each row is on the disk before the next kernel begins.</param>
    /// <param name="progress">Told each kernel that has ended.</param>
    /// <param name="cancellation">Ends the campaign; finished rows stay.</param>
    /// <returns>What became of it.</returns>
    public CampaignOutcome Run(
        IReadOnlyList<PlannedKernel> plan, CampaignFile file, Action<CampaignProgress>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(plan);
        ArgumentNullException.ThrowIfNull(file);
        var start = Stopwatch.GetTimestamp();
        var costs = DeviceCosts.Measure(device);
        var failed = ImmutableArray.CreateBuilder<FailedKernel>();
        var checks = ImmutableArray.CreateBuilder<CheckedKernel>();
        var seen = new HashSet<(string Op, string Precision)>();
        int measured = 0, resumed = 0, done = 0;
        var lost = false;
        for (var i = 0; i < plan.Count && !lost; i++)
        {
            var kernel = plan[i];
            if (file.Holds(kernel))
            {
                (resumed, done) = (resumed + 1, done + 1);
                continue;
            }

            if (cancellation.IsCancellationRequested || Stopwatch.GetElapsedTime(start) > options.Budget)
            {
                break;
            }

            var left = options.Budget is { } budget ? (budget - Stopwatch.GetElapsedTime(start)) / (plan.Count - i) : (TimeSpan?)null;
            var checkResult = options.Checks && seen.Add((kernel.Operator.Op, kernel.Operator.PrecisionName));
            try
            {
                var row = One(kernel, costs, left, checkResult ? checks : null, cancellation);
                file.Append(row);
                measured++;
                progress?.Invoke(new CampaignProgress(i + 1, plan.Count, kernel, row, null));
            }
            catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
            {
                break;
            }
            catch (DeviceException error)
            {
                lost = error.IsLost;
                Fail(error.Message);
            }

            done++;

            void Fail(string reason)
            {
                failed.Add(new FailedKernel(kernel, reason.ReplaceLineEndings(" ")));
                progress?.Invoke(new CampaignProgress(i + 1, plan.Count, kernel, null, failed[^1].Reason));
            }
        }

        return new CampaignOutcome(measured, resumed, plan.Count - done, failed.ToImmutable(), checks.ToImmutable(), costs, lost);
    }

    private CampaignRow One(
        PlannedKernel kernel, DeviceCosts costs, TimeSpan? share, ImmutableArray<CheckedKernel>.Builder? checks, CancellationToken cancellation)
    {
        if (device.WhyNot(kernel.Operator) is { } why)
        {
            throw new DeviceException(why);
        }

        var standard = new ProtocolOptions { Cache = kernel.Cache, TimeLimitSeconds = options.KernelLimit.TotalSeconds };
        using var protocol = new MeasurementProtocol(device, costs, standard with { BudgetSeconds = Math.Min(standard.BudgetSeconds, share?.TotalSeconds ?? double.MaxValue) });
        if (checks is not null)
        {
            var small = new PlannedKernel(SmallShape.Of(kernel.Operator), kernel.Cache);
            var operands = InputFactory.Create(small.Operator, options.Seed);
            checks.Add(new CheckedKernel(small, NumericalCheck.Compare(operands, protocol.Outputs(small.Operator, operands, cancellation))));
            if (!checks[^1].IsRight)
            {
                throw new DeviceException($"wrong result: {checks[^1].Worst}");
            }
        }

        var inputs = InputFactory.Create(kernel.Operator, options.Seed);
        var timed = protocol.Measure(kernel.Operator, inputs, cancellation);
        if (protocol.Outputs(kernel.Operator, inputs, cancellation).FirstOrDefault(o => o.Values.Any(float.IsNaN)) is { } unwritten)
        {
            throw new DeviceException($"the kernel left part of its output '{unwritten.Name}' unwritten");
        }

        return new CampaignRow(
            gpu, device.Description.Stack, kernel, timed.MedianSeconds, timed.Interval.Low, timed.Interval.High, timed.Samples.Count, timed.Outliers.Count,
            timed.Implementation);
    }
}
