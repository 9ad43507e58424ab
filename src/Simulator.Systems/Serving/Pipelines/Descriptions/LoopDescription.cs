using Simulator.Hardware.Descriptions;

namespace Simulator.Systems.Serving.Pipelines.Descriptions;

/// <summary>A loop of a graph of calls, stated at its last node.</summary>
public sealed record LoopDescription
{
    /// <summary>The node from which on all is called again.</summary>
    [Field("from")] public required string From { get; init; }

    /// <summary>The probability that the loop stops after a round.</summary>
    [Field("stop", Maximum = 1)] public required double Stop { get; init; }

    /// <summary>The most rounds. Default: no limit.</summary>
    [Field("most", Minimum = 1)] public int? Most { get; init; }
}
