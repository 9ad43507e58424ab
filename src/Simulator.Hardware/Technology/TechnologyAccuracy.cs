using Simulator.Hardware.Descriptions;

namespace Simulator.Hardware.Technology;

/// <summary>The relative error to expect of each estimate (0.1 is 10 %): mean absolute error on published parts, each left out of the fit in turn.</summary>
public sealed record TechnologyAccuracy
{
    /// <summary>Of a die's area.</summary>
    [Field("area", Maximum = 10)] public required double Area { get; init; }

    /// <summary>Of a board's power.</summary>
    [Field("power", Maximum = 10)] public required double Power { get; init; }

    /// <summary>Of a kernel's energy.</summary>
    [Field("energy", Maximum = 10)] public required double Energy { get; init; }

    /// <summary>Of a part's cost.</summary>
    [Field("cost", Maximum = 10)] public required double Cost { get; init; }
}
