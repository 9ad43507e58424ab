namespace Simulator.Measurement.Devices;

/// <summary>Finds devices of one kind. Implemented in this assembly and in plug-ins; it has a constructor without parameters and is cheap to make.</summary>
public interface IDeviceProvider
{
    /// <summary>The provider's name: <c>managed</c>, <c>ilgpu</c>.</summary>
    string Name { get; }

    /// <summary>Lists the devices, usable or not. Does not throw: what stands in the way is said in <see cref="DeviceListing.WhyUnusable"/>.</summary>
    /// <returns>The devices in a stable order.</returns>
    IReadOnlyList<DeviceListing> List();

    /// <summary>Opens a device.</summary>
    /// <param name="device">A usable device of <see cref="List"/>.</param>
    /// <returns>The device; the caller disposes it.</returns>
    /// <exception cref="DeviceException">The device cannot be opened.</exception>
    IKernelDevice Open(DeviceDescription device);
}
