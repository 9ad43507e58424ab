using Simulator.Systems.Serving.Engines;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>
/// The engine that was given the longest part of the prompt before, so that its prefix cache holds it. The router knows only what it sent where: for every
/// engine the ids of the blocks it was sent last, at most a given number of them. An engine with more requests than <see cref="Imbalance"/> above the least
/// loaded one is passed over, as load then matters more than the cache (Zheng et al., "SGLang", NeurIPS 2024: cache-aware load balancing). Without
/// known content it is <see cref="LeastLoaded"/>.
/// </summary>
/// <param name="blocks">Blocks remembered of each engine, at least 1; those sent longest ago are forgotten.</param>
/// <param name="imbalance">Requests by which an engine may exceed the least loaded one, at least 0.</param>
public sealed class PrefixAware(int blocks = PrefixAware.DefaultBlocks, int imbalance = PrefixAware.DefaultImbalance) : IRouter
{
    /// <summary>Blocks remembered of each engine by default: a million tokens in blocks of 16; estimated.</summary>
    public const int DefaultBlocks = 65_536;

    /// <summary>Requests by which an engine may exceed the least loaded one by default; estimated.</summary>
    public const int DefaultImbalance = 16;

    private readonly Dictionary<Replica, RecentBlocks> sent = [];

    /// <summary>Requests by which an engine may exceed the least loaded one.</summary>
    public int Imbalance { get; } = imbalance;

    /// <inheritdoc/>
    public Replica Choose(Sequence sequence, IReadOnlyList<Replica> replicas)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        ArgumentNullException.ThrowIfNull(replicas);
        var best = Best(sequence, replicas);
        if (sequence.Arrival.Content is { } content)
        {
            Of(best).Add(content.Blocks);
        }

        return best;
    }

    private Replica Best(Sequence sequence, IReadOnlyList<Replica> replicas)
    {
        var least = replicas.Min(r => r.Load);
        var (best, longest) = (replicas[0], -1);
        foreach (var replica in replicas)
        {
            var known = replica.Load <= least + Imbalance ? sequence.Arrival.Content is { } content ? Of(replica).Known(content.Blocks) : 0 : -1;
            if (known > longest || (known == longest && replica.Load < best.Load))
            {
                (best, longest) = (replica, known);
            }
        }

        return best;
    }

    private RecentBlocks Of(Replica replica) => sent.TryGetValue(replica, out var known) ? known : sent[replica] = new RecentBlocks(blocks);
}
