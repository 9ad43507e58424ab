namespace Simulator.Systems.Serving.Fleets.Transfers;

/// <summary>When a KV cache travels.</summary>
public enum TransferOverlap
{
    /// <summary>Each layer's part as soon as that layer is computed, while later layers are ("Splitwise", ISCA 2024; "Mooncake", FAST 2025).</summary>
    Layer,

    /// <summary>All of it after the first token.</summary>
    None,
}
