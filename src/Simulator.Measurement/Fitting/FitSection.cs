using System.Collections.Immutable;
using Simulator.Timing.Estimates;

namespace Simulator.Measurement.Fitting;

/// <summary>A section of the coefficients and the operators whose measurements decide it.</summary>
/// <param name="Name">The section's key in the file.</param>
/// <param name="Ops">The operators; empty for all.</param>
/// <param name="Stack">The software whose kernels were measured.</param>
public sealed record FitSection(string Name, ImmutableArray<string> Ops, StackKind Stack = StackKind.Library)
{
    /// <summary>Every section that measurements can decide; the others stay as they are.</summary>
    public static ImmutableArray<FitSection> All { get; } =
    [
        new("gemm", ["gemm"]),
        new("attention", ["attention-prefill", "attention-decode", "attention-encoder", "mla-prefill", "mla-decode"]),
        new("moe", ["moe"]),
        new("collective", ["all-reduce", "all-reduce-fused", "all-gather", "reduce-scatter", "alltoall"]),
        new("recurrent", ["mamba2-conv-prefill", "mamba2-conv-decode"]),
        new("managed", [], StackKind.Managed),
        new("ilgpu", [], StackKind.Ilgpu),
    ];

    /// <summary>Whether a measurement decides the section.</summary>
    /// <param name="row">The measurement.</param>
    /// <returns>True where it does.</returns>
    public bool Takes(Measurements.Measurement row) => row.Context.Stack == Stack && (Ops.IsEmpty || Ops.Contains(row.Operator.Op));
}
