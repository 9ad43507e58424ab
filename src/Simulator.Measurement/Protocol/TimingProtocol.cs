using System.Diagnostics;
using MathNet.Numerics.Statistics;
using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Protocol;

/// <summary>
/// Times a kernel: warm-up until it is stable, a pilot that finds how many runs make a sample long against the clock, then samples until the confidence
/// interval of their median is as narrow as asked or the budget is spent. Outliers are counted and kept.
/// </summary>
public static class TimingProtocol
{
    private const double Fence = 1.5;
    private const double Rounding = 1e-9;
    private const int Windows = 3;

    /// <summary>Times a kernel.</summary>
    /// <param name="kernel">The kernel, its operands in place.</param>
    /// <param name="cache">What it finds in the caches.</param>
    /// <param name="clockResolutionSeconds">The resolution of the device's clock.</param>
    /// <param name="options">How.</param>
    /// <param name="cancellation">Ends it early.</param>
    /// <returns>The time.</returns>
    /// <exception cref="OperationCanceledException">Cancelled before it was done.</exception>
    /// <exception cref="DeviceException">The device failed.</exception>
    public static TimedKernel Measure(
        IPreparedKernel kernel, CacheState cache, double clockResolutionSeconds, ProtocolOptions options, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(options);
        var (estimate, warmUpRuns, stable) = WarmUp(kernel, cache, options, cancellation);
        // Cold runs are timed one by one whatever their number, so that repeating them gains nothing.
        var runs = cache == CacheState.Cold ? 1 : (int)Math.Clamp(Math.Ceiling((options.TicksPerSample * clockResolutionSeconds / estimate) - Rounding), 1, 1e6);
        var samples = new List<double>();
        var start = Stopwatch.GetTimestamp();
        var narrow = false;
        while (samples.Count < options.MostSamples && !narrow && (samples.Count < 1 || Stopwatch.GetElapsedTime(start) < options.Budget))
        {
            cancellation.ThrowIfCancellationRequested();
            samples.Add(kernel.TimeSeconds(runs, cache, cancellation));
            narrow = samples.Count >= options.LeastSamples && IsNarrow(samples, options);
        }

        return Result(samples, runs, warmUpRuns, stable && narrow, options);
    }

    private static (double Seconds, int Runs, bool Stable) WarmUp(IPreparedKernel kernel, CacheState cache, ProtocolOptions options, CancellationToken cancellation)
    {
        var start = Stopwatch.GetTimestamp();
        var last = kernel.TimeSeconds(1, cache, cancellation);
        int runs = 1, total = 1;
        var stable = false;
        var windows = new Queue<double>([last]);
        while (Stopwatch.GetElapsedTime(start) is var spent && spent < options.MostWarmUp && (!stable || spent < options.LeastWarmUp))
        {
            cancellation.ThrowIfCancellationRequested();
            // Windows of a few milliseconds: one run of a long kernel, many of a short one.
            runs = (int)Math.Clamp(options.LeastWarmUp.TotalSeconds / 8 / last, 1, Math.Max(1, 2 * runs));
            var seconds = kernel.TimeSeconds(runs, cache, cancellation);
            total += runs;
            windows.Enqueue(last = seconds);
            if (windows.Count > Windows)
            {
                windows.Dequeue();
            }

            stable = windows.Count == Windows && windows.Max() <= windows.Min() * (1 + options.StableWithin);
        }

        return (last, total, stable);
    }

    private static bool IsNarrow(List<double> samples, ProtocolOptions options)
    {
        var (low, high) = MedianInterval.Of([.. samples.Order()], options.Confidence);
        return high <= low * (1 + options.RelativeWidth);
    }

    private static TimedKernel Result(List<double> samples, int runs, int warmUpRuns, bool stable, ProtocolOptions options)
    {
        var sorted = samples.Order().ToArray();
        var (low, high) = MedianInterval.Of(sorted, options.Confidence);
        double lower = SortedArrayStatistics.LowerQuartile(sorted), upper = SortedArrayStatistics.UpperQuartile(sorted), reach = Fence * (upper - lower);
        var outliers = sorted.Count(s => s < lower - reach || s > upper + reach);
        return new TimedKernel(SortedArrayStatistics.Median(sorted), low, high, sorted.Length, runs, outliers, sorted[0], warmUpRuns, stable);
    }
}
