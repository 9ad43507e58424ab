using Simulator.Workloads.Models;
using Simulator.Workloads.Models.Parameters;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Traces.Blocks;

/// <summary>How tokens reach the ranks of their experts and return.</summary>
internal sealed class MoeExchange(BlockContext c, MoeFeedForward m)
{
    private readonly Parallelism p = c.Parallelism;
    private readonly int width = m.ExpertWidth(c.Hidden);

    /// <summary>Whether every token's routed sum is complete after <see cref="Combine"/>, with nothing left to sum over the ranks of a group.</summary>
    internal bool CompletesSums => p.Dp > 1 && p.Ep == p.StageRanks;

    /// <summary>Ranks that hold at least one of a token's experts, on average over even routing: ep · (1 − C(E − E/ep, k) / C(E, k)).</summary>
    internal double RanksPerToken
    {
        get
        {
            var (perRank, missed) = (m.Experts / p.Ep, 1.0);
            for (var i = 0; i < m.TopK; i++)
                missed *= Math.Max(0, m.Experts - perRank - i) / (double)(m.Experts - i);
            return p.Ep * (1 - missed);
        }
    }

    internal void Dispatch()
    {
        if (p.Dp == 1)
            return;
        var precision = c.Precision(WeightComponent.Experts);
        var format = precision.QuantisesActivations ? precision.Activation : c.Recipe.Activation;
        if (CompletesSums)
            AllToAll("moe.dispatch", format);
        else
            c.AddCollective("moe.all_gather", CollectiveKind.AllGather, format, p.Dp, AllTokens * width * format.BytesPerElement, p.StageRanks);
    }

    internal void Combine()
    {
        if (p.Dp == 1)
            return;
        var format = c.Recipe.Activation;
        if (!CompletesSums)
        {
            c.AddCollective("moe.reduce_scatter", CollectiveKind.ReduceScatter, format, p.Dp, AllTokens * width * format.BytesPerElement, p.StageRanks);
            return;
        }

        AllToAll("moe.combine", format);
        if (p.Tp > 1)
            c.AddCollective("moe.all_gather", CollectiveKind.AllGather, format, p.Tp, (double)c.Tokens * width * format.BytesPerElement, p.Tp);
    }

    private double AllTokens => (double)c.Tokens * p.Dp;

    // The ranks of a group hold the same tokens; each sends its share of them.
    private void AllToAll(string name, Hardware.Formats.NumberFormat format)
    {
        var bytes = Shards.Padded(c.Tokens, p.Tp) * RanksPerToken * width * format.BytesPerElement;
        c.AddCollective(name, CollectiveKind.AllToAll, format, p.StageRanks, Math.Round(bytes), p.StageRanks);
    }
}
