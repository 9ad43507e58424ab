using Simulator.Exploration.Spaces;
using Simulator.Hardware.Descriptions;

namespace Simulator.Exploration.Experiments;

/// <summary>How points of a large space are chosen.</summary>
public sealed record SampleDescription
{
    /// <summary>The method.</summary>
    [Field("kind")] public required SamplingMethod Kind { get; init; }

    /// <summary>How many points.</summary>
    [Field("points", Minimum = 1, Maximum = 1e11)] public required long Points { get; init; }

    /// <summary>The seed of the choice.</summary>
    [Field("seed", Minimum = 0)] public long Seed { get; init; } = 1;
}
