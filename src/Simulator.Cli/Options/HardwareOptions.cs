using System.CommandLine;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Timing;
using Simulator.Timing.Calibration;

namespace Simulator.Cli.Options;

/// <summary>The options that say which hardware a prediction is for.</summary>
internal sealed class HardwareOptions
{
    private readonly Option<string?> gpu = new("--gpu") { Description = "GPU: an id of 'gpusim list gpus', or the path of a description", HelpName = "ID" };

    private readonly Option<string?> system = new("--system")
    {
        Description = "node or cluster: an id of 'gpusim list systems', or a path (default: one 8-GPU node of --gpu)",
        HelpName = "ID",
    };

    private readonly Option<string[]> set = new("--set")
    {
        Description = "changes one value of a description, such as gpu.memory.bandwidth=8TB/s; may be repeated",
        HelpName = "PATH=VALUE",
    };

    private readonly CoefficientOptions coefficients = new();

    /// <summary>The options, for help.</summary>
    public (string Title, IReadOnlyList<Option> Options) Group => ("Hardware", [gpu, system, set, .. coefficients.All]);

    /// <summary>Adds the options to a verb.</summary>
    /// <param name="command">The verb.</param>
    public void AddTo(Command command)
    {
        foreach (var option in Group.Options)
        {
            command.Add(option);
        }
    }

    /// <summary>Whether a value was changed with <c>--set</c>.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>True where one was.</returns>
    public bool IsChanged(ParseResult parsed) => Assignments(parsed).Length > 0;

    /// <summary>The values changed with <c>--set</c>, as they were written.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The assignments.</returns>
    public string[] Assignments(ParseResult parsed) => parsed.GetValue(set) ?? [];

    /// <summary>Whether a GPU or a system was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>True where one was.</returns>
    public bool IsGiven(ParseResult parsed) => parsed.GetValue(gpu) is not null || parsed.GetValue(system) is not null;

    /// <summary>The GPU or the system that was named.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>Their ids; null where one was not named.</returns>
    public (string? Gpu, string? System) Names(ParseResult parsed) => (parsed.GetValue(gpu), parsed.GetValue(system));

    /// <summary>The files of the descriptions that were named, for manifests.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="others">GPUs named elsewhere.</param>
    /// <returns>Their paths.</returns>
    /// <exception cref="InputException">No description has that id.</exception>
    public IEnumerable<string> Files(ParseResult parsed, params IEnumerable<string> others)
    {
        var systems = SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs));
        string[] gpus = [.. others, .. parsed.GetValue(gpu) is { } one ? [one] : Array.Empty<string>()];
        return parsed.GetValue(system) is { } id
            ? [systems.PathOf(id), systems.Gpus.PathOf(systems.Load(id).Gpu.Id)]
            : gpus.Select(systems.Gpus.PathOf);
    }

    /// <summary>The name of the coefficients.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The name or path.</returns>
    public string CalibrationName(ParseResult parsed) => coefficients.CalibrationName(parsed);

    /// <summary>Reads the system that was asked for.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="otherGpu">A GPU to use instead of the one given, with a node derived from it.</param>
    /// <returns>The system with its GPU.</returns>
    /// <exception cref="InputException">Neither or both were named, or a description cannot be used.</exception>
    public SystemDescription Load(ParseResult parsed, string? otherGpu = null)
    {
        var overrides = Assignments(parsed).Select(a => DescriptionOverride.Parse(a)).ToArray();
        DescriptionOverride[] ofGpu = [.. overrides.Select(o => o.Below("gpu")).OfType<DescriptionOverride>()];
        DescriptionOverride[] ofSystem = [.. overrides.Select(o => o.Below("system")).OfType<DescriptionOverride>()];
        if (ofGpu.Length + ofSystem.Length < overrides.Length)
        {
            var other = overrides.First(o => o.Below("gpu") is null && o.Below("system") is null);
            throw new InputException("unknown path; accepted: paths that begin with gpu. or system., such as gpu.memory.bandwidth", "--set", key: other.Path);
        }

        var systems = SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs));
        var (gpuId, systemId) = (otherGpu ?? parsed.GetValue(gpu), otherGpu is null ? parsed.GetValue(system) : null);
        switch (gpuId, systemId)
        {
            case (null, null):
                throw new InputException("no GPU given; add --gpu ID (such as h100-sxm; 'gpusim list gpus' lists them) or --system ID");
            case (not null, not null):
                throw new InputException($"--gpu {gpuId} and --system {systemId} both name a GPU; accepted: one of them (--set system.gpu={gpuId} puts another GPU into a system)");
            case (null, { } id):
                return systems.Load(id, ofSystem, ofGpu);
            default:
                if (ofSystem.Length > 0)
                {
                    throw new InputException("a path below system. needs --system ID; accepted with --gpu: paths that begin with gpu.", "--set", key: "system." + ofSystem[0].Path);
                }

                return SystemCatalog.DefaultFor(systems.Gpus.Load(gpuId!, ofGpu));
        }
    }

    /// <summary>Sees to it that a profile is of a GPU that is predicted.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="targets">The systems.</param>
    /// <exception cref="InputException">The profile is of another GPU.</exception>
    public void CheckProfile(ParseResult parsed, params IReadOnlyCollection<SystemDescription> targets)
    {
        if (Coefficients(parsed).Profile is { } own && targets.All(t => t.Gpu.Id != own.Gpu))
        {
            throw new InputException($"the profile {own.Name} is of {own.Gpu}, not of {string.Join(", ", targets.Select(t => t.Gpu.Id))}", coefficients.ProfileOption);
        }
    }

    /// <summary>Reads the coefficients and prepares the timing model.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="target">The system.</param>
    /// <returns>The timing model.</returns>
    /// <exception cref="InputException">The coefficients cannot be used.</exception>
    public TimingModel TimingModel(ParseResult parsed, SystemDescription target) => new(target, Coefficients(parsed));

    /// <summary>Reads the coefficients.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The coefficients.</returns>
    /// <exception cref="InputException">The coefficients cannot be used.</exception>
    public TimingCoefficients Coefficients(ParseResult parsed) => coefficients.Load(parsed);
}
