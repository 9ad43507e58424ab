using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>Multi-token prediction in a file of the catalogue.</summary>
public sealed record MtpFile
{
    /// <summary>Modules, one per further token.</summary>
    [Field("modules")] public required int Modules { get; init; }

    /// <summary>The layers of one module, as names of blocks.</summary>
    [Field("layers")] public required string Layers { get; init; }
}
