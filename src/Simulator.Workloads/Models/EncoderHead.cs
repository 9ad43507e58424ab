using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models;

/// <summary>What follows the layers of an encoder: pooling to one vector per sequence, a dense layer, and scores.</summary>
public sealed record EncoderHead
{
    /// <summary>Whether a hidden × hidden layer with tanh follows the pooling.</summary>
    [Field("dense")] public bool Dense { get; init; }

    /// <summary>Scores per sequence: 1 for a reranker, 0 for an embedding model.</summary>
    [Field("labels", Minimum = 0)] public int Labels { get; init; }
}
