using Simulator.Hardware.Descriptions;

namespace Simulator.Workloads.Models;

/// <summary>A mixture of experts: a router chooses some experts per token; shared experts see every token.</summary>
public sealed record MoeFeedForward : FeedForward
{
    /// <summary>Routed experts.</summary>
    [Field("experts")] public required int Experts { get; init; }

    /// <summary>Experts chosen per token.</summary>
    [Field("topk")] public required int TopK { get; init; }

    /// <summary>Width of a routed expert's hidden layer.</summary>
    [Field("inter")] public required int Inter { get; init; }

    /// <summary>Width of the shared experts' hidden layer, all of them together; 0 where there is none.</summary>
    [Field("shared_inter", Minimum = 0)] public int SharedInter { get; init; }

    /// <summary>Whether a learnt gate per token scales the shared expert.</summary>
    [Field("shared_gate")] public bool SharedGate { get; init; }

    /// <summary>Width to which tokens are projected before the routed experts and from which they return (latent MoE); 0 where they are not.</summary>
    [Field("latent", Minimum = 0)] public int Latent { get; init; }

    /// <summary>Whether the router has a bias per expert (learnt, or a load-balancing correction).</summary>
    [Field("router_bias")] public bool RouterBias { get; init; }

    /// <summary>Width of a routed expert's input and output.</summary>
    /// <param name="hidden">Width of the residual stream.</param>
    /// <returns>The latent's width where there is one, else <paramref name="hidden"/>.</returns>
    public int ExpertWidth(int hidden) => Latent > 0 ? Latent : hidden;
}
