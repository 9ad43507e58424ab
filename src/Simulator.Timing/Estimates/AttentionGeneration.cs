namespace Simulator.Timing.Estimates;

/// <summary>What the kernels of attention in training were written for.</summary>
public enum AttentionGeneration
{
    /// <summary>The GPU's own matrix instructions: the vendor's library, FlashAttention 3 on Hopper.</summary>
    Native,

    /// <summary>Synchronous instructions, work divided over queries (Dao, FlashAttention-2, 2023).</summary>
    Flash2,

    /// <summary>Synchronous instructions, the first generation and its Triton port (Dao et al., FlashAttention, 2022).</summary>
    Flash1,
}
