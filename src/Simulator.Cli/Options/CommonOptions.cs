using System.CommandLine;

namespace Simulator.Cli.Options;

/// <summary>Options that every verb takes.</summary>
internal static class CommonOptions
{
    /// <summary>Whether an internal fault shows its stack trace.</summary>
    public static Option<bool> Verbose { get; } = new("--verbose") { Description = "show where an internal fault happened", Recursive = true };

    /// <summary>The directory of GPU, system and calibration files.</summary>
    public static Option<string?> Configs { get; } = new("--configs")
    {
        Description = "directory with gpus/, systems/ and calibration/ (default: configs/ here or above, or beside the program)",
        HelpName = "DIR",
        Recursive = true,
    };

    /// <summary>The directory of model descriptions and traces.</summary>
    public static Option<string?> Workloads { get; } = new("--workloads")
    {
        Description = "directory with models/ and traces/ (default: workloads/ here or above, or beside the program)",
        HelpName = "DIR",
        Recursive = true,
    };
}
