using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Simd;

namespace Simulator.Measurement.Processors;

/// <summary>Offers the machine's own processor: always there, always usable.</summary>
public sealed class ProcessorProvider : IDeviceProvider
{
    /// <inheritdoc/>
    public string Name => "managed";

    /// <inheritdoc/>
    public IReadOnlyList<DeviceListing> List() => [new DeviceListing(ProcessorInformation.Describe(SimdLevels.Best, Environment.ProcessorCount))];

    /// <inheritdoc/>
    public IKernelDevice Open(DeviceDescription device) => new ProcessorDevice();
}
