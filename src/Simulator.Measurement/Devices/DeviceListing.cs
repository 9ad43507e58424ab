namespace Simulator.Measurement.Devices;

/// <summary>A device that a provider has found, usable or not.</summary>
/// <param name="Device">The device.</param>
/// <param name="WhyUnusable">One line saying why it cannot be used; null where it can.</param>
public sealed record DeviceListing(DeviceDescription Device, string? WhyUnusable = null)
{
    /// <summary>Whether <see cref="IDeviceProvider.Open"/> may be called for it.</summary>
    public bool IsUsable => WhyUnusable is null;
}
