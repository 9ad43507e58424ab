using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Timing.Calibration;

/// <summary>Reads the coefficients of <c>configs/calibration/NAME.yaml</c>.</summary>
public static class CalibrationFile
{
    /// <summary>The coefficients used where no other are asked for.</summary>
    public const string DefaultName = "default";

    /// <summary>Where a fit begins unless told otherwise: round numbers from first principles, none of them fitted.</summary>
    public const string PriorName = "prior";

    /// <summary>Reads coefficients.</summary>
    /// <param name="configDirectory">The directory that holds <c>calibration/</c>.</param>
    /// <param name="nameOrPath">A name, or a path (text with a <c>/</c> or ending in <c>.yaml</c>).</param>
    /// <returns>The coefficients.</returns>
    /// <exception cref="InputException">There is no such file, or it cannot be used.</exception>
    public static TimingCoefficients Load(string configDirectory, string nameOrPath = DefaultName)
    {
        var path = PathOf(configDirectory, "calibration", nameOrPath);
        var bound = DescriptionReader.Read<TimingCoefficients>(path);
        try
        {
            _ = bound.Value.Intervals;
        }
        catch (ArgumentException wrong)
        {
            throw new InputException(wrong.Message, path, key: "intervals");
        }

        return bound.Value with { Sources = bound.Sources };
    }

    /// <summary>The file of coefficients, for manifests.</summary>
    /// <param name="configDirectory">The directory that holds <c>calibration/</c>.</param>
    /// <param name="nameOrPath">A name, or a path.</param>
    /// <returns>The path; the file need not exist.</returns>
    public static string PathOf(string configDirectory, string nameOrPath) => PathOf(configDirectory, "calibration", nameOrPath);

    internal static string PathOf(string configDirectory, string folder, string nameOrPath) =>
        nameOrPath.Contains('/') || nameOrPath.EndsWith(".yaml", StringComparison.Ordinal) ? nameOrPath : Path.Combine(configDirectory, folder, nameOrPath + ".yaml");
}
