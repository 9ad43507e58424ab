using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Systems.Sensitivity;

namespace Simulator.Systems.Serving.Planning;

/// <summary>The resources of which a plan says what 10 % more buys.</summary>
public static class ResourceGains
{
    private const double More = 1.1;

    /// <summary>The resources by name, each with the change of a system.</summary>
    public static ImmutableArray<(string Name, Func<SystemDescription, SystemDescription> Change)> All { get; } =
    [
        .. Enum.GetValues<Resource>().Select(r => (Name(r), (Func<SystemDescription, SystemDescription>)(s => ResourceScaling.Scale(s, r, More).System))),
        ("memory-capacity", s => s with { Gpu = s.Gpu with { Memory = s.Gpu.Memory with { Bytes = s.Gpu.Memory.Bytes * More } } }),
    ];

    // Launch times of the GPU are divided.
    private static string Name(Resource resource) => resource == Resource.Launch ? "launch-rate" : EnumNames.Of(resource);
}
