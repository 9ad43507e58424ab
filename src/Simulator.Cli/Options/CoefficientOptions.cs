using System.CommandLine;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Errors;
using Simulator.Timing.Calibration;

namespace Simulator.Cli.Options;

/// <summary>The options that say which coefficients predict, and whether a device profile corrects them.</summary>
internal sealed class CoefficientOptions
{
    private readonly Option<string> calibration = new("--calibration")
    {
        Description = "coefficients: a name in calibration/, or a path (default: default)",
        HelpName = "NAME",
        DefaultValueFactory = _ => CalibrationFile.DefaultName,
    };

    private readonly Option<string?> profile = new("--profile")
    {
        Description = "corrections fitted on one device ('gpusim calibrate --profile'): a name in profiles/, or a path; holds for that device alone",
        HelpName = "NAME",
    };

    /// <summary>The options, for help.</summary>
    public IReadOnlyList<Option> All => [calibration, profile];

    /// <summary>The name of the option that names a profile, for errors.</summary>
    public string ProfileOption => profile.Name;

    /// <summary>The name of the coefficients.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The name or path.</returns>
    public string CalibrationName(ParseResult parsed) => parsed.GetValue(calibration)!;

    /// <summary>Reads the coefficients.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The coefficients, with the profile where one was named.</returns>
    /// <exception cref="InputException">A file cannot be used.</exception>
    public TimingCoefficients Load(ParseResult parsed)
    {
        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        return CalibrationFile.Load(configs, parsed.GetValue(calibration)!) with
        {
            Profile = parsed.GetValue(profile) is { } name ? ProfileFile.Load(configs, name) : null,
        };
    }
}
