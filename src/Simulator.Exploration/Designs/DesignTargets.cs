using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Gpus;
using Simulator.Systems.Inference;

namespace Simulator.Exploration.Designs;

/// <summary>Finds what a path of an experiment means.</summary>
/// <param name="workloads">The names of the workloads.</param>
/// <param name="hasPlatform">Whether the experiment names a system rather than a GPU.</param>
/// <param name="loadGpu">Reads a GPU as a base.</param>
/// <param name="loadSystem">Reads a system as a base.</param>
internal sealed class DesignTargets(
    ImmutableArray<string> workloads, bool hasPlatform, Func<string, BaseDesign> loadGpu, Func<string, BaseDesign> loadSystem)
{
    private readonly Dictionary<string, DesignTarget> found = new(StringComparer.Ordinal);
    private readonly IReadOnlyList<string> workloadFields = DescriptionReader.Paths<WorkloadDescription>();

    /// <summary>Variables met so far.</summary>
    public int Variables { get; private set; }

    /// <summary>Every path below a description, for messages.</summary>
    public IEnumerable<string> NumberPaths =>
    [
        .. DescriptionReader.Paths<GpuDescription>().Select(p => "gpu." + p), .. DescriptionReader.Paths<SystemDescription>().Select(p => "system." + p),
        .. workloadFields, .. workloads.SelectMany(w => workloadFields.Select(f => $"{w}.{f}")),
    ];

    /// <summary>Finds what a path means.</summary>
    /// <param name="name">The path, such as <c>gpu.memory.bandwidth</c>, <c>precision</c>, <c>decode.batch</c> or <c>var.x</c>.</param>
    /// <returns>The target; the same one for the same path.</returns>
    /// <exception cref="InputException">There is no such path; the message names the nearest ones.</exception>
    public DesignTarget Find(string name)
    {
        if (!found.TryGetValue(name, out var target))
        {
            target = Resolve(name);
            found.Add(name, target);
        }

        return target;
    }

    /// <summary>Whether a path means anything.</summary>
    public bool TryFind(string name, out DesignTarget? target)
    {
        try
        {
            target = Find(name);
            return true;
        }
        catch (InputException)
        {
            target = null;
            return false;
        }
    }

    private DesignTarget Resolve(string name)
    {
        var dot = name.IndexOf('.', StringComparison.Ordinal);
        var (head, rest) = dot < 0 ? (name, "") : (name[..dot], name[(dot + 1)..]);
        if (rest.Length == 0)
        {
            return head switch
            {
                "gpu" => new BaseTarget(name, loadGpu),
                "system" => hasPlatform ? new BaseTarget(name, loadSystem) : throw NoPlatform(name),
                _ when workloadFields.Contains(head) => new WorkloadTarget(name, DescriptionField.Of<WorkloadDescription>(head), null),
                _ => throw Unknown(name),
            };
        }

        return head switch
        {
            "gpu" => new GpuTarget(name, DescriptionField.Of<GpuDescription>(rest, "gpu.")),
            "system" when rest == "gpu" => new BaseTarget(name, loadGpu),
            "system" => hasPlatform ? new SystemTarget(name, DescriptionField.Of<SystemDescription>(rest, "system.")) : throw NoPlatform(name),
            "var" => new VariableTarget(name, Variables++),
            _ when workloads.IndexOf(head) is >= 0 and var position =>
                new WorkloadTarget(name, DescriptionField.Of<WorkloadDescription>(rest, head + "."), position),
            _ => throw Unknown(name),
        };
    }

    private static InputException NoPlatform(string name) =>
        new("a path of a system needs 'system: ID' in place of 'gpu: ID'; accepted here: paths that begin with gpu.", key: name);

    private InputException Unknown(string name)
    {
        var near = NearestNames.Of(name, NumberPaths);
        var hint = near.Count > 0 ? $"did you mean {string.Join(" or ", near.Select(n => $"'{n}'"))}? " : "";
        var own = string.Join(", ", workloads.Select(w => w + "."));
        return new InputException($"unknown path; {hint}accepted: a path below gpu., system. or {own} a value of all workloads ({string.Join(", ", workloadFields)}), or var.NAME", key: name);
    }
}
