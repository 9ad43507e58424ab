namespace Simulator.Measurement.Devices;

/// <summary>A device failed: out of memory, a kernel that does not compile or does not end, a device that is lost.</summary>
public sealed class DeviceException : Exception
{
    /// <summary>Says what failed.</summary>
    /// <param name="message">One line.</param>
    /// <param name="isLost">Whether the device can no longer be used.</param>
    /// <param name="inner">What the device's software threw, if anything.</param>
    public DeviceException(string message, bool isLost = false, Exception? inner = null)
        : base(message, inner) => IsLost = isLost;

    /// <summary>Whether the device can no longer be used.</summary>
    public bool IsLost { get; }
}
