namespace Simulator.Reporting.Validations;

/// <summary>The kinds of operators that figures tell apart.</summary>
public static class OperatorKinds
{
    /// <summary>All kinds, as they are ordered in legends.</summary>
    public static IReadOnlyList<string> All { get; } =
        ["matrix products", "attention, prompt", "attention, one token", "latent attention", "routed experts", "recurrent", "streaming", "exchange"];

    /// <summary>The kind of an operator.</summary>
    /// <param name="op">Its name in traces and measurements.</param>
    /// <returns>The place in <see cref="All"/>.</returns>
    public static int Of(string op)
    {
        ArgumentNullException.ThrowIfNull(op);
        return op switch
        {
            "gemm" => 0,
            "attention-prefill" or "attention-encoder" or "attention-cross" => 1,
            "attention-decode" => 2,
            "moe" => 4,
            "all-reduce" or "all-reduce-fused" or "all-gather" or "reduce-scatter" or "alltoall" or "send-recv" => 7,
            _ when op.StartsWith("mla", StringComparison.Ordinal) => 3,
            _ when op.StartsWith("mamba", StringComparison.Ordinal) || op.StartsWith("delta", StringComparison.Ordinal) => 5,
            _ => 6,
        };
    }
}
