using System.CommandLine;
using Simulator.Hardware.Catalogs;
using Simulator.Hardware.Technology;

namespace Simulator.Cli.Options;

/// <summary>The technology that area, energy and cost are worked out from.</summary>
internal static class Technologies
{
    /// <summary>Reads the default technology.</summary>
    /// <param name="parsed">The command line.</param>
    /// <returns>The technology; null where the directory of descriptions holds none, so that what follows from it is left out.</returns>
    /// <exception cref="Hardware.Errors.InputException">There is no directory of descriptions, or the file cannot be used.</exception>
    public static TechnologyDescription? Load(ParseResult parsed)
    {
        var configs = ConfigDirectory.Find(parsed.GetValue(CommonOptions.Configs));
        return Directory.Exists(Path.Combine(configs, "technology")) ? TechnologyFile.Load(configs) : null;
    }
}
