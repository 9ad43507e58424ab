using Simulator.Hardware.Errors;
using Simulator.Timing.Calibration;

namespace Simulator.Exploration.Experiments;

/// <summary>Reads and checks experiments.</summary>
/// <param name="configs">The directory of GPUs, systems, calibrations and technologies.</param>
/// <param name="workloads">The directory of models.</param>
public sealed class ExperimentReader(string configs, string workloads)
{
    private const string Folder = "experiments";

    /// <summary>The file of an experiment.</summary>
    /// <param name="nameOrPath">A name in <c>experiments/</c>, or a path (text with a <c>/</c> or ending in <c>.yaml</c>).</param>
    /// <returns>The path.</returns>
    public string PathOf(string nameOrPath)
    {
        ArgumentNullException.ThrowIfNull(nameOrPath);
        return nameOrPath.Contains('/', StringComparison.Ordinal) || nameOrPath.EndsWith(".yaml", StringComparison.Ordinal)
            ? nameOrPath
            : Path.Combine(configs, Folder, nameOrPath + ".yaml");
    }

    /// <summary>Reads an experiment's file.</summary>
    /// <param name="nameOrPath">A name in <c>experiments/</c>, or a path.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="InputException">It cannot be used; the message names file, line and key.</exception>
    public Experiment Read(string nameOrPath)
    {
        var path = PathOf(nameOrPath);
        var (description, places) = ExperimentFile.Read(path);
        return new ExperimentCompiler(description, places, new BaseLoader(description, path, configs, workloads)).Compile();
    }

    /// <summary>Checks an experiment that was put together from options.</summary>
    /// <param name="description">The experiment.</param>
    /// <param name="coefficients">The timing model's coefficients, with a profile where there is one.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="InputException">It cannot be used; the message names the option.</exception>
    public Experiment Check(ExperimentDescription description, TimingCoefficients? coefficients = null) =>
        new ExperimentCompiler(description, new Places("", null), new BaseLoader(description, null, configs, workloads, coefficients)).Compile();
}
