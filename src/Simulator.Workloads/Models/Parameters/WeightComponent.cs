namespace Simulator.Workloads.Models.Parameters;

/// <summary>The parts of a model that a precision recipe treats separately.</summary>
public enum WeightComponent
{
    /// <summary>The embedding table and position embeddings.</summary>
    Embedding,

    /// <summary>Projections of attention: queries, keys, values, latents, output.</summary>
    Attention,

    /// <summary>Projections of recurrent layers (Mamba-2, gated delta networks).</summary>
    Recurrent,

    /// <summary>Dense feed-forward layers.</summary>
    FeedForward,

    /// <summary>Routed experts.</summary>
    Experts,

    /// <summary>Shared experts.</summary>
    SharedExpert,

    /// <summary>Projections to and from the latent of a latent mixture of experts.</summary>
    Latent,

    /// <summary>Routers.</summary>
    Router,

    /// <summary>The language-model head.</summary>
    LmHead,

    /// <summary>The vision encoder.</summary>
    Vision,

    /// <summary>Everything that stays in the activations' format: norms, biases, convolutions, decay rates.</summary>
    Other,
}
