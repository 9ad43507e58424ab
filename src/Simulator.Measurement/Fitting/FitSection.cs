using System.Collections.Immutable;

namespace Simulator.Measurement.Fitting;

/// <summary>A section of the coefficients and the operators whose measurements decide it.</summary>
/// <param name="Name">The section's key in the file.</param>
/// <param name="Ops">The operators.</param>
public sealed record FitSection(string Name, ImmutableArray<string> Ops)
{
    /// <summary>Every section that measurements can decide; the others stay as they are.</summary>
    public static ImmutableArray<FitSection> All { get; } =
    [
        new("gemm", ["gemm"]),
        new("attention", ["attention-prefill", "attention-decode", "attention-encoder", "mla-prefill", "mla-decode"]),
        new("moe", ["moe"]),
        new("collective", ["all-reduce", "all-reduce-fused", "all-gather", "reduce-scatter", "alltoall"]),
        new("recurrent", ["mamba2-conv-prefill", "mamba2-conv-decode"]),
    ];
}
