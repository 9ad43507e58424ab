using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models;

/// <summary>The part of a layer that treats every token alone.</summary>
public abstract record FeedForward
{
    /// <summary>Whether the activation gates one product with another (three matrices) or not (two).</summary>
    [Field("gated")] public bool Gated { get; init; } = true;

    /// <summary>Whether the products add a bias.</summary>
    [Field("bias")] public bool Bias { get; init; }

    /// <summary>Weight matrices: gate, up and down, or up and down.</summary>
    public int Matrices => Gated ? 3 : 2;
}
