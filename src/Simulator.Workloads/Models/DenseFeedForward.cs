using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models;

/// <summary>A feed-forward layer that every token passes whole.</summary>
public sealed record DenseFeedForward : FeedForward
{
    /// <summary>Width of the hidden layer.</summary>
    [Field("inter")] public required int Inter { get; init; }
}
