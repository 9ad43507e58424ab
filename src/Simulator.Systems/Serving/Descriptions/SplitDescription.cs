using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Systems.Serving.Descriptions;

/// <summary>Feed-forwards on GPUs of their own, beside those of attention (<c>tp</c> · <c>dp</c> of the description).</summary>
public sealed record SplitDescription
{
    /// <summary>The feed-forward GPU. Default: as attention's.</summary>
    [Field("gpu")] public string? Gpu { get; init; }

    /// <summary>The node or cluster of the feed-forward GPUs. Default: as attention's.</summary>
    [Field("system")] public string? System { get; init; }

    /// <summary>Feed-forward GPUs; experts are spread over all of them.</summary>
    [Field("ranks", Minimum = 1)] public required int Ranks { get; init; }

    /// <summary>Parts of a step that are under way at a time.</summary>
    [Field("micro_batches", Minimum = 1, Maximum = 64)] public int MicroBatches { get; init; } = 3;

    /// <summary>Over what activations travel.</summary>
    [Field("link")] public TransferLinkKind Link { get; init; } = TransferLinkKind.Auto;

    /// <summary>Bandwidth per GPU and direction. Default: what the systems state, or 50 GB/s.</summary>
    [Field("bandwidth", Dimension.BytesPerSecond)] public double? BandwidthBytesPerSecond { get; init; }

    /// <summary>Latency of one way. Default: what the systems state, or 5 µs.</summary>
    [Field("latency", Dimension.Seconds, Minimum = 0)] public double? LatencySeconds { get; init; }
}
