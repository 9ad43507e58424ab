using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;

namespace Simulator.Hardware.Technology;

/// <summary>
/// What silicon, memory, links and packages take in area, energy and money: coefficients of parts and processes, none of a GPU. Read from
/// <c>configs/technology/NAME.yaml</c> with <see cref="TechnologyFile"/>.
/// </summary>
public sealed record TechnologyDescription
{
    /// <summary>Processes by name, as a GPU's <c>package.process</c> states it.</summary>
    [Field("processes")] public required IReadOnlyDictionary<string, ProcessDescription> Processes { get; init; }

    /// <summary>Kinds of memory by the name of a <see cref="Gpus.MemoryKind"/>.</summary>
    [Field("memories")] public required IReadOnlyDictionary<string, MemoryTechnology> Memories { get; init; }

    /// <summary>Links between GPUs.</summary>
    [Field("scale_up")] public required LinkTechnology ScaleUp { get; init; }

    /// <summary>The link to the host.</summary>
    [Field("pcie")] public required LinkTechnology Pcie { get; init; }

    /// <summary>Areas of the parts of a GPU.</summary>
    [Field("areas")] public required UnitAreas Areas { get; init; }

    /// <summary>Energies of operations.</summary>
    [Field("energies")] public required UnitEnergies Energies { get; init; }

    /// <summary>The load that a board's power is laid out for.</summary>
    [Field("design_load")] public required DesignLoad DesignLoad { get; init; }

    /// <summary>How dies become parts.</summary>
    [Field("packaging")] public required PackagingDescription Packaging { get; init; }

    /// <summary>The errors to expect.</summary>
    [Field("accuracy")] public required TechnologyAccuracy Accuracy { get; init; }

    /// <summary>Where values come from, by path; empty where the technology was not read from a file.</summary>
    public ImmutableDictionary<string, ValueSource> Sources { get; init; } = ImmutableDictionary<string, ValueSource>.Empty;
}
