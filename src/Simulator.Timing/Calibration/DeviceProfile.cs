using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>
/// A second layer on top of the timing model, fitted on one device by its owner: per operator family, a fixed time and a factor. It holds for that device
/// alone; predictions that use it say so. Read from <c>configs/profiles/NAME.yaml</c>, written by <c>gpusim calibrate --profile</c>.
/// </summary>
public sealed record DeviceProfile
{
    /// <summary>The GPU's id.</summary>
    [Field("gpu")] public required string Gpu { get; init; }

    /// <summary>How the profile came about.</summary>
    [Field("fit")] public required FitRecord Fit { get; init; }

    /// <summary>The corrections, by the name of the operator family; families without one are predicted as without a profile.</summary>
    [Field("families")] public required IReadOnlyDictionary<string, ProfileEntry> Families { get; init; }

    /// <summary>The file's name, or what else the profile is called in outputs.</summary>
    public string Name { get; init; } = "";
}
