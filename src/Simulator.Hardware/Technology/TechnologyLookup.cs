using System.Collections.Concurrent;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Technology;

/// <summary>Finds what a technology holds of a GPU, by names that are resolved once. Safe for concurrent use.</summary>
public sealed class TechnologyLookup
{
    private readonly ConcurrentDictionary<string, ProcessPair?> pairs = new(StringComparer.Ordinal);
    private readonly MemoryTechnology?[] memories;

    /// <summary>Prepares the lookup.</summary>
    /// <param name="technology">The technology.</param>
    public TechnologyLookup(TechnologyDescription technology)
    {
        Technology = technology;
        memories = [.. Enum.GetValues<MemoryKind>().Select(kind => technology.Memories.GetValueOrDefault(EnumNames.Of(kind)))];
    }

    /// <summary>The technology.</summary>
    public TechnologyDescription Technology { get; }

    /// <summary>Whether the technology holds the process and the memory of a GPU.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>True where it can be estimated.</returns>
    public bool Knows(GpuDescription gpu) => Find(gpu.Package.Process) is not null && memories[(int)gpu.Memory.Kind] is not null;

    /// <summary>Finds a GPU's processes by its <c>package.process</c>: one, or two joined with a plus (<c>TSMC N5+N6</c>), those of the compute dies and of
    /// the base dies below them.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>The processes.</returns>
    /// <exception cref="InputException">A process is not known.</exception>
    public ProcessPair ProcessOf(GpuDescription gpu) => Find(gpu.Package.Process)
        ?? throw new InputException(
            $"unknown process '{gpu.Package.Process}'; {NearestNames.Hint(gpu.Package.Process, Technology.Processes.Keys)}", key: "package.process");

    /// <summary>Finds a GPU's memory.</summary>
    /// <param name="gpu">The GPU.</param>
    /// <returns>Its technology.</returns>
    /// <exception cref="InputException">The technology does not hold it.</exception>
    public MemoryTechnology MemoryOf(GpuDescription gpu) => memories[(int)gpu.Memory.Kind] ?? throw Unknown(EnumNames.Of(gpu.Memory.Kind));

    private InputException Unknown(string memory) =>
        new($"no area, energy or cost is known of '{memory}'; {NearestNames.Hint(memory, Technology.Memories.Keys)}", key: "memory.kind");

    private ProcessPair? Find(string name) => pairs.TryGetValue(name, out var known) ? known : pairs.GetOrAdd(name, Resolve(name));

    private ProcessPair? Resolve(string name)
    {
        var processes = Technology.Processes;
        var plus = name.IndexOf('+', StringComparison.Ordinal);
        if (plus < 0)
        {
            return processes.GetValueOrDefault(name.Trim()) is { } only ? new ProcessPair(only, only, HasBaseDies: false) : null;
        }

        var compute = name[..plus].Trim();
        var below = name[(plus + 1)..].Trim();
        var foundry = compute[..(compute.IndexOf(' ', StringComparison.Ordinal) + 1)];
        var second = processes.GetValueOrDefault(below) ?? processes.GetValueOrDefault(foundry + below);
        return processes.GetValueOrDefault(compute) is { } first && second is not null
            ? new ProcessPair(first, second, HasBaseDies: true)
            : null;
    }
}
