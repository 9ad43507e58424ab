using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Protocol;

/// <summary>
/// Times kernels: warms up until the time is stable, chooses how many runs make a sample well above the clock's step, and samples until the interval of the
/// median is narrow enough or the budget is spent. Nothing is dropped: outliers are counted.
/// </summary>
/// <param name="device">The device; used by one measurement at a time.</param>
/// <param name="costs">Its costs.</param>
/// <param name="options">How carefully to time.</param>
/// <param name="time">The clock of the budget; the system's where it is null.</param>
public sealed class MeasurementProtocol(IKernelDevice device, DeviceCosts costs, ProtocolOptions options, TimeProvider? time = null) : IDisposable
{
    private const int WarmUpWindow = 5;
    private const double StableWithin = 0.03;
    private const double SamplesGrow = 1.3;
    private readonly TimeProvider clock = time ?? TimeProvider.System;
    private readonly GuardThread guard = new();

    /// <summary>Prepares and times an operator.</summary>
    /// <param name="op">An operator that the device can run.</param>
    /// <param name="inputs">Its operands.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    /// <returns>The time.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="DeviceException">The device failed, or a call took longer than the time limit.</exception>
    public TimedKernel Measure(Operator op, KernelInputs inputs, CancellationToken cancellation = default)
    {
        var kernel = guard.Run(_ => device.Prepare(op, inputs), options, cancellation);
        var keep = false;
        try
        {
            return Measure(kernel, op, cancellation);
        }
        catch (DeviceException error) when (error.IsLost)
        {
            // A kernel that still runs must keep its memory.
            keep = true;
            throw;
        }
        finally
        {
            if (!keep)
                kernel.Dispose();
        }
    }

    /// <summary>Prepares an operator, fills its outputs with NaN, runs it once and reads them back.</summary>
    /// <param name="op">An operator that the device can run.</param>
    /// <param name="inputs">Its operands.</param>
    /// <param name="cancellation">Ends it.</param>
    /// <returns>The outputs; NaN where the kernel wrote nothing.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="DeviceException">The device failed, or took longer than the time limit.</exception>
    public IReadOnlyList<KernelOutput> Outputs(Operator op, KernelInputs inputs, CancellationToken cancellation = default) => guard.Run(
        token =>
        {
            using var kernel = device.Prepare(op, inputs);
            return kernel.Outputs(token);
        }, options, cancellation);

    /// <summary>Times a prepared kernel.</summary>
    /// <param name="kernel">The kernel; it is not disposed.</param>
    /// <param name="op">Its operator.</param>
    /// <param name="cancellation">Ends the measurement.</param>
    /// <returns>The time.</returns>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    /// <exception cref="DeviceException">The device failed, or a call took longer than the time limit.</exception>
    public TimedKernel Measure(IPreparedKernel kernel, Operator op, CancellationToken cancellation = default)
    {
        // The first run may compile code and touch memory for the first time: the budget begins after it.
        Run(kernel, 1, cancellation);
        var start = clock.GetTimestamp();
        var (warmUps, estimate) = WarmUp(kernel, start, cancellation);
        var repetitions = (int)Math.Clamp(Math.Ceiling(options.ClockSteps * costs.ClockResolutionSeconds / estimate), 1, int.MaxValue);
        var samples = new List<double>();
        var wanted = Math.Max(1, options.FewestSamples);
        while (true)
        {
            while (samples.Count < wanted && (samples.Count == 0 || Elapsed(start) < options.BudgetSeconds))
                samples.Add(Run(kernel, repetitions, cancellation));

            // Looked at only when the samples have grown by a part: an interval that is tested after each of them is too often narrow by chance.
            var interval = MedianInterval.Of(samples, options.Confidence);
            StopReason? stop = interval.Confidence >= options.Confidence && interval.RelativeWidth <= options.RelativeWidth ? StopReason.Converged
                : Elapsed(start) >= options.BudgetSeconds ? StopReason.Budget
                : samples.Count >= options.MostSamples ? StopReason.MostSamples
                : null;
            if (stop is { } reason)
            {
                return new TimedKernel(device.Description, op, kernel.Implementation, options.Cache, interval, samples, repetitions, warmUps,
                    Outliers.Of(samples), reason, costs);
            }

            wanted = Math.Min(Math.Max(options.MostSamples, 1), (int)Math.Ceiling(samples.Count * SamplesGrow));
        }
    }

    /// <inheritdoc/>
    public void Dispose() => guard.Dispose();

    // Stable: two windows of runs in a row with medians within 3 % of each other, or within two steps of the clock.
    private (int Runs, double Seconds) WarmUp(IPreparedKernel kernel, long start, CancellationToken cancellation)
    {
        double? before = null;
        var runs = 0;
        var repetitions = 1;
        while (true)
        {
            var window = new List<double>();
            while (window.Count < WarmUpWindow && (runs < 2 || Elapsed(start) < options.WarmUpShare * options.BudgetSeconds))
            {
                window.Add(Run(kernel, repetitions, cancellation));
                runs += repetitions;
            }

            var now = window.Count > 0 || before is null ? MedianInterval.Of(window, 0.5).Median : before.Value;
            var step = 2 * costs.ClockResolutionSeconds / repetitions;
            if (window.Count < WarmUpWindow || (before is { } last && Math.Abs(now - last) <= Math.Max(StableWithin * last, step)))
                return (runs, now);
            before = now;
            repetitions = (int)Math.Clamp(Math.Ceiling(options.ClockSteps * costs.ClockResolutionSeconds / now), 1, int.MaxValue);
        }
    }

    private double Run(IPreparedKernel kernel, int repetitions, CancellationToken cancellation) =>
        guard.Run(token => kernel.TimeSeconds(repetitions, options.Cache, token), options, cancellation);

    private double Elapsed(long start) => clock.GetElapsedTime(start).TotalSeconds;
}
