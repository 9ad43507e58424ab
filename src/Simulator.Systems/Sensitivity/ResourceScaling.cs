using Simulator.Hardware.Clusters;

namespace Simulator.Systems.Sensitivity;

/// <summary>Changes one resource of a system and leaves the rest as it is.</summary>
public static class ResourceScaling
{
    /// <summary>Scales a resource.</summary>
    /// <param name="system">The system.</param>
    /// <param name="resource">What to scale.</param>
    /// <param name="factor">By how much, above 0; launch times are divided by it. SM counts are rounded.</param>
    /// <returns>The changed system, and the factor really applied.</returns>
    public static (SystemDescription System, double Factor) Scale(SystemDescription system, Resource resource, double factor)
    {
        var gpu = system.Gpu;
        switch (resource)
        {
            case Resource.TensorRate:
                return (system with { Gpu = gpu with { Tensor = gpu.Tensor with { FmaPerClock = gpu.Tensor.FmaPerClock * factor } } }, factor);
            case Resource.SmCount:
                var count = Math.Max(1, (int)Math.Round(gpu.Sm.Count * factor));
                return (system with { Gpu = gpu with { Sm = gpu.Sm with { Count = count } } }, (double)count / gpu.Sm.Count);
            case Resource.Clock:
                var clocked = gpu with
                {
                    Sm = gpu.Sm with { ClockHz = gpu.Sm.ClockHz * factor },
                    Tensor = gpu.Tensor with { ClockHz = gpu.Tensor.ClockHz * factor },
                };
                return (system with { Gpu = clocked }, factor);
            case Resource.L2Bandwidth:
                return (system with { Gpu = gpu with { L2 = gpu.L2 with { BytesPerClock = gpu.L2.BytesPerClock * factor } } }, factor);
            case Resource.L2Capacity:
                return (system with { Gpu = gpu with { L2 = gpu.L2 with { Bytes = gpu.L2.Bytes * factor } } }, factor);
            case Resource.MemoryBandwidth:
                var memory = gpu.Memory with { BandwidthBytesPerSecond = gpu.Memory.BandwidthBytesPerSecond * factor };
                return (system with { Gpu = gpu with { Memory = memory } }, factor);
            case Resource.LinkBandwidth:
                var linked = system with
                {
                    ScaleUp = system.ScaleUp with { BandwidthBytesPerSecond = system.ScaleUp.BandwidthBytesPerSecond * factor },
                    ScaleOut = system.ScaleOut is { } network
                        ? network with { BandwidthBytesPerSecond = network.BandwidthBytesPerSecond * factor }
                        : null,
                };
                return (linked, factor);
            default:
                var launch = gpu.Launch with { GraphSeconds = gpu.Launch.GraphSeconds / factor, StreamSeconds = gpu.Launch.StreamSeconds / factor };
                return (system with { Gpu = gpu with { Launch = launch } }, factor);
        }
    }
}
