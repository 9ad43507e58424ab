using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Protocol;

/// <summary>What timing itself costs on a device.</summary>
/// <param name="ClockResolutionSeconds">The smallest step of the clock.</param>
/// <param name="LaunchSeconds">The median time of a launch that does nothing; it is part of every kernel's time and is not subtracted.</param>
public sealed record DeviceCosts(double ClockResolutionSeconds, double LaunchSeconds)
{
    private const int Samples = 31;
    private const int LaunchesPerSample = 20;

    /// <summary>Measures a device.</summary>
    /// <param name="device">The device.</param>
    /// <returns>Its costs.</returns>
    /// <exception cref="DeviceException">The device failed.</exception>
    public static DeviceCosts Measure(IKernelDevice device)
    {
        device.EmptyLaunchSeconds(LaunchesPerSample);
        var launches = Enumerable.Range(0, Samples).Select(_ => device.EmptyLaunchSeconds(LaunchesPerSample)).ToArray();
        return new DeviceCosts(device.ClockResolutionSeconds, MedianInterval.Of(launches, 0.95).Median);
    }
}
