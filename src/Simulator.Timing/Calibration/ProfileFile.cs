using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Timing.Estimates;

namespace Simulator.Timing.Calibration;

/// <summary>Reads the device profiles of <c>configs/profiles/NAME.yaml</c>.</summary>
public static class ProfileFile
{
    /// <summary>Reads a profile.</summary>
    /// <param name="configDirectory">The directory that holds <c>profiles/</c>.</param>
    /// <param name="nameOrPath">A name, or a path (text with a <c>/</c> or ending in <c>.yaml</c>).</param>
    /// <returns>The profile.</returns>
    /// <exception cref="InputException">There is no such file, or it cannot be used.</exception>
    public static DeviceProfile Load(string configDirectory, string nameOrPath)
    {
        var path = CalibrationFile.PathOf(configDirectory, "profiles", nameOrPath);
        var profile = DescriptionReader.Read<DeviceProfile>(path).Value;
        var names = EnumNames.All(typeof(OperatorFamily)).ToArray();
        return profile.Families.Keys.FirstOrDefault(k => !names.Contains(k)) is { } unknown
            ? throw new InputException($"'{unknown}' is no operator family; {NearestNames.Hint(unknown, names)}", path, key: $"families.{unknown}")
            : profile with { Name = Path.GetFileNameWithoutExtension(path) };
    }
}
