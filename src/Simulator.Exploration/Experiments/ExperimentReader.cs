using Simulator.Exploration.Results;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Errors;
using Simulator.Timing.Calibration;

namespace Simulator.Exploration.Experiments;

/// <summary>Reads and checks experiments.</summary>
/// <param name="configs">The directory of GPUs, systems, calibrations and technologies.</param>
/// <param name="workloads">The directory of models.</param>
public sealed class ExperimentReader(string configs, string workloads)
{
    private readonly DescriptionCatalog catalog = new(Path.Combine(configs, "experiments"), "experiment");

    /// <summary>The file of an experiment.</summary>
    /// <param name="nameOrPath">A name in <c>experiments/</c>, or a path (text with a <c>/</c> or ending in <c>.yaml</c>).</param>
    /// <returns>The path.</returns>
    /// <exception cref="InputException">No experiment has that name; the message lists those that exist, the nearest first.</exception>
    public string PathOf(string nameOrPath) => catalog.PathOf(nameOrPath);

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
    /// <param name="options">The options as text, which the results follow from as from a file.</param>
    /// <param name="coefficients">The timing model's coefficients, with a profile where there is one.</param>
    /// <returns>The experiment.</returns>
    /// <exception cref="InputException">It cannot be used; the message names the option.</exception>
    public Experiment Check(ExperimentDescription description, string options, TimingCoefficients? coefficients = null)
    {
        var bases = new BaseLoader(description, null, configs, workloads, coefficients);
        bases.Inputs.Add(InputFile.OfText("options", options));
        return new ExperimentCompiler(description, new Places("", null), bases).Compile();
    }
}
