using System.Collections.Immutable;
using System.CommandLine;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Clusters;
using Simulator.Timing;
using Simulator.Timing.Calibration;

namespace Simulator.Cli.Options;

/// <summary>The options that say on which GPUs one thing is predicted, each by itself.</summary>
internal sealed class GpuListOptions
{
    private readonly Option<string[]> gpus = new("--gpu")
    {
        Description = "GPUs: ids of 'gpusim list gpus', or paths of descriptions (default: none, errors alone)",
        HelpName = "ID",
        AllowMultipleArgumentsPerToken = true,
    };

    private readonly CoefficientOptions coefficients = new();

    /// <summary>The options, for help.</summary>
    public (string Title, IReadOnlyList<Option> Options) Group => ("Hardware", [gpus, .. coefficients.All]);

    /// <summary>The files that the GPUs and coefficients are read from; none without a GPU.</summary>
    /// <param name="parsed">The command line.</param>
    public IEnumerable<string> Files(ParseResult parsed) => parsed.GetValue(gpus) is { Length: > 0 } names
        ? [
            CalibrationFile.PathOf(ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs)), coefficients.CalibrationName(parsed)),
            .. names.Select(SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs)).Gpus.PathOf),
        ]
        : [];

    /// <summary>Reads the GPUs and prepares their timing models.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>A model per GPU, in the order given.</returns>
    /// <exception cref="Hardware.Errors.InputException">A description or the coefficients cannot be used.</exception>
    public ImmutableArray<TimingModel> Load(ParseResult parsed)
    {
        var names = parsed.GetValue(gpus) ?? [];
        if (names.Length == 0)
        {
            return [];
        }

        var (catalog, shared) = (SystemCatalog.Open(parsed.GetValue(CommonOptions.Configs)), coefficients.Load(parsed));
        return [.. names.Distinct().Select(id => new TimingModel(SystemCatalog.DefaultFor(catalog.Gpus.Load(id)), shared))];
    }
}
