using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;

namespace Simulator.Hardware.Gpus;

/// <summary>
/// A GPU as a datasheet and microbenchmarks know it: no fitted number. Read from <c>configs/gpus/ID.yaml</c>.
/// All values are in SI base units (bytes, seconds, hertz, watts, square metres).
/// </summary>
public sealed record GpuDescription
{
    /// <summary>The identifier, equal to the file's name without its extension, such as <c>h100-sxm</c>.</summary>
    [Field("id")] public required string Id { get; init; }

    /// <summary>The product's name.</summary>
    [Field("name")] public required string Name { get; init; }

    /// <summary>The maker.</summary>
    [Field("vendor")] public required string Vendor { get; init; }

    /// <summary>The streaming multiprocessors (compute units on AMD).</summary>
    [Field("sm")] public required SmDescription Sm { get; init; }

    /// <summary>The tensor cores (matrix cores on AMD).</summary>
    [Field("tensor")] public required TensorDescription Tensor { get; init; }

    /// <summary>The last-level cache on the chip.</summary>
    [Field("l2")] public required L2Description L2 { get; init; }

    /// <summary>The device memory.</summary>
    [Field("memory")] public required MemoryDescription Memory { get; init; }

    /// <summary>How kernels are started.</summary>
    [Field("launch")] public required LaunchDescription Launch { get; init; }

    /// <summary>The links to other GPUs and to the host.</summary>
    [Field("links")] public required LinkDescription Links { get; init; }

    /// <summary>Process, die and power.</summary>
    [Field("package")] public required PackageDescription Package { get; init; }

    /// <summary>Where each value comes from, by the key's path (<c>memory.bandwidth</c>).</summary>
    public ImmutableDictionary<string, ValueSource> Sources { get; init; } = ImmutableDictionary<string, ValueSource>.Empty;
}
