using System.Collections.Immutable;
using Simulator.Exploration.Designs;
using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Results;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Technology;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Exploration.Experiments;

/// <summary>Reads what designs begin from, and remembers every file that was read.</summary>
internal sealed class BaseLoader
{
    private readonly ExperimentDescription description;
    private readonly string configs;
    private readonly SystemCatalog systems;
    private readonly SortedSet<string> files = new(StringComparer.Ordinal);

    internal BaseLoader(ExperimentDescription description, string? file, string configs, string workloads, TimingCoefficients? coefficients = null)
    {
        (this.description, this.configs) = (description, configs);
        systems = SystemCatalog.Open(configs);
        Models = new ModelSource(new ModelCatalog(workloads));
        if (file is not null)
        {
            files.Add(file);
        }

        Coefficients = coefficients ?? CalibrationFile.Load(configs, description.Calibration);
        files.Add(CalibrationFile.PathOf(configs, description.Calibration));
        Technology = TechnologyFile.Load(configs, description.Technology);
        files.Add(TechnologyFile.PathOf(configs, description.Technology));
    }

    /// <summary>The timing model's coefficients.</summary>
    internal TimingCoefficients Coefficients { get; }

    /// <summary>What processes, memories and packages cost.</summary>
    internal TechnologyDescription Technology { get; }

    /// <summary>Where models are found.</summary>
    internal ModelSource Models { get; }

    /// <summary>Whether the experiment names a system rather than a GPU.</summary>
    internal bool HasPlatform => description.System is not null;

    /// <summary>Reads the base.</summary>
    internal BaseDesign LoadBase(Places places)
    {
        foreach (var path in description.Set.Keys)
        {
            if (!path.StartsWith("gpu.", StringComparison.Ordinal) && !path.StartsWith("system.", StringComparison.Ordinal))
            {
                throw places.Error("unknown path; accepted: paths that begin with gpu. or system., such as gpu.memory.bandwidth", "set", path);
            }
        }

        return (description.Gpu, description.System) switch
        {
            ({ } gpu, null) => places.At(() => LoadGpu(gpu), "gpu"),
            (null, { } system) => places.At(() => LoadSystem(system), "system"),
            (null, null) => throw places.Error("no GPU given; accepted: an id such as h100-sxm, or 'system' with the id of a system", "gpu"),
            _ => throw places.Error("'gpu' and 'system' both name a GPU; accepted: one of them", "gpu"),
        };
    }

    /// <summary>Reads a GPU as a base.</summary>
    internal BaseDesign LoadGpu(string id)
    {
        files.Add(systems.Gpus.PathOf(id));
        return new BaseDesign(systems.Gpus.Load(id, Overrides("gpu")), null, [.. description.Workloads.Values]);
    }

    /// <summary>Reads a system as a base.</summary>
    internal BaseDesign LoadSystem(string id)
    {
        files.Add(systems.PathOf(id));
        var system = systems.Load(id, Overrides("system"), Overrides("gpu"));
        files.Add(systems.Gpus.PathOf(system.Gpu.Id));
        return new BaseDesign(system.Gpu, system, [.. description.Workloads.Values]);
    }

    /// <summary>Every file that was read, with its hash.</summary>
    internal ImmutableArray<InputFile> Inputs(Places places)
    {
        foreach (var id in Models.Ids)
        {
            files.Add(Models.Catalog.PathOf(id));
        }

        return places.At(() => files.Select(f => InputFile.Of(f, Shown(f))).ToImmutableArray());
    }

    // Paths as a reader elsewhere can follow them: from the folder above configs/ where they lie below it.
    private string Shown(string file)
    {
        var root = Path.GetDirectoryName(Path.GetFullPath(configs))!;
        var relative = Path.GetRelativePath(root, Path.GetFullPath(file));
        return relative.StartsWith("..", StringComparison.Ordinal) ? Path.GetFileName(file) : relative;
    }

    private DescriptionOverride[] Overrides(string root) =>
        [.. description.Set.Select(s => new DescriptionOverride(s.Key, s.Value) { Option = "set" }.Below(root)).OfType<DescriptionOverride>()];
}
