using Simulator.Workloads.Operators;

namespace Simulator.Timing.Moe;

/// <summary>Works out how many experts of a rank are active and how many tokens each gets.</summary>
internal static class Routing
{
    /// <summary>
    /// Even routing as benchmarks set it up: with stride s = ⌈experts / topk⌉, slot i of token t goes to expert (t + i s) mod experts, and fewer than s
    /// tokens are spread over a stride. The load is that of the first rank, which holds experts 0 to experts / ep.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <returns>The load of the first rank.</returns>
    public static ExpertLoad Dealt(MoeOperator op)
    {
        double tokens = op.Tokens, held = (double)op.Experts / op.Ep, stride = Math.Ceiling((double)op.Experts / op.TopK);
        if (tokens >= stride)
        {
            var share = tokens * op.TopK / op.Ep;
            return new ExpertLoad(Math.Max(1, held), Math.Max(1, share), Math.Max(1, Math.Min(tokens, tokens * held / stride)));
        }

        var strides = Math.Floor(held / stride);
        var rest = Math.Ceiling(((held - strides * stride) * tokens / stride) - 1e-9);
        var slots = Math.Max(1, (strides * tokens) + rest);
        return new ExpertLoad(slots, slots, strides > 0 ? tokens : Math.Max(1, rest));
    }

    /// <summary>
    /// Random routing of real tokens: expert i is drawn with probability pᵢ ∝ i⁻ˢ, and is active with probability 1 − (1 − qᵢ)ᵀ where
    /// qᵢ = min(1, topk · pᵢ). Experts are dealt to the ranks in order of popularity; the load is that of the busiest rank, the mean at least.
    /// </summary>
    /// <param name="op">The operator.</param>
    /// <returns>The load of the busiest rank.</returns>
    public static ExpertLoad Random(MoeOperator op)
    {
        if (op.Skew == 0)
        {
            var missed = Math.Pow(1 - Math.Min(1, (double)op.TopK / op.Experts), op.Tokens);
            var slots = Math.Max(1, (double)op.Tokens * op.TopK / op.Ep);
            return new ExpertLoad(Math.Min(slots, Math.Max(1, (double)op.Experts / op.Ep * (1 - missed))), slots, Math.Min(op.Tokens, slots));
        }

        var total = 0.0;
        for (var i = 1; i <= op.Experts; i++)
        {
            total += Math.Pow(i, -op.Skew);
        }

        double active = 0, load = 0;
        for (var i = 1; i <= op.Experts; i += op.Ep)
        {
            var drawn = Math.Min(1, op.TopK * Math.Pow(i, -op.Skew) / total);
            active += 1 - Math.Pow(1 - drawn, op.Tokens);
            load += drawn * op.Tokens;
        }

        load = Math.Max(load, (double)op.Tokens * op.TopK / op.Ep);
        return new ExpertLoad(Math.Max(1, Math.Min(active, load)), Math.Max(1, load), Math.Min(op.Tokens, Math.Max(1, load)));
    }
}
