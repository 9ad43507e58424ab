namespace Simulator.Workloads.Operators;

/// <summary>Counts the (query, key) pairs that a causal mask leaves.</summary>
public static class CausalPairs
{
    /// <summary>
    /// Pairs of <paramref name="seq"/> new queries after <paramref name="prefix"/> cached tokens, each query seeing itself and what precedes it,
    /// at most <paramref name="window"/> tokens where that is not 0: Σ_{i=1..seq} min(prefix + i, window).
    /// </summary>
    /// <param name="seq">New tokens, at least 1.</param>
    /// <param name="window">Sliding window in tokens; 0 for none.</param>
    /// <param name="prefix">Tokens before the new ones, at least 0.</param>
    /// <returns>The number of pairs.</returns>
    public static double Count(double seq, double window, double prefix)
    {
        if (window <= 0 || prefix + seq <= window)
        {
            return seq * prefix + seq * (seq + 1) / 2;
        }

        var growing = Math.Clamp(window - prefix, 0, seq);
        return growing * prefix + growing * (growing + 1) / 2 + (seq - growing) * window;
    }
}
