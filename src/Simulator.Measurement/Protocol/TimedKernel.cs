using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Protocol;

/// <summary>A kernel's time with all that is needed to judge it.</summary>
/// <param name="Device">The device.</param>
/// <param name="Operator">What was run.</param>
/// <param name="Implementation">What ran it.</param>
/// <param name="Cache">The state of the caches before each run.</param>
/// <param name="Interval">Median seconds per run and its interval.</param>
/// <param name="Samples">Every sample in the order taken, in seconds per run; none is dropped.</param>
/// <param name="Repetitions">Runs per sample, over which a sample is the mean.</param>
/// <param name="WarmUps">Runs before the first sample.</param>
/// <param name="Outliers">Samples outside Tukey's fences.</param>
/// <param name="Stopped">Why sampling ended.</param>
/// <param name="Costs">Clock resolution and launch cost of the device.</param>
public sealed record TimedKernel(
    DeviceDescription Device,
    Operator Operator,
    string Implementation,
    CacheState Cache,
    MedianInterval Interval,
    IReadOnlyList<double> Samples,
    int Repetitions,
    int WarmUps,
    Outliers Outliers,
    StopReason Stopped,
    DeviceCosts Costs)
{
    /// <summary>Median seconds per run, the launch included.</summary>
    public double MedianSeconds => Interval.Median;
}
