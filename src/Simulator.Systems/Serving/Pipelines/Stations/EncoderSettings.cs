using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>How an encoder's engine batches.</summary>
public sealed record EncoderSettings
{
    /// <summary>Most calls of a pass, at least 1.</summary>
    public int MaxBatch { get; init; } = 32;

    /// <summary>Most tokens (patches) of a pass; one call always passes.</summary>
    public int TokenBudget { get; init; } = 65536;

    /// <summary>How long an idle engine waits for more calls after the first, in seconds, unless a batch is full before.</summary>
    public double WindowSeconds { get; init; }

    /// <summary>Longest input, in tokens (patches).</summary>
    public int MaxTokens { get; init; } = int.MaxValue;

    /// <summary>What the host takes.</summary>
    public HostTimes Host { get; init; }
}
