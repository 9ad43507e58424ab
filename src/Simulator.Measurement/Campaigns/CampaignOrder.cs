using System.Collections.Immutable;

namespace Simulator.Measurement.Campaigns;

/// <summary>The order in which a campaign works.</summary>
public static class CampaignOrder
{
    /// <summary>
    /// Deals kernels in turn from each operator, precision and cache state, spread over their list, so that a campaign that ends early has measured some of
    /// everything.
    /// </summary>
    /// <param name="kernels">The kernels.</param>
    /// <returns>The same kernels.</returns>
    public static ImmutableArray<PlannedKernel> Balanced(IEnumerable<PlannedKernel> kernels)
    {
        var groups = kernels.GroupBy(k => (k.Operator.Op, k.Operator.PrecisionName, k.Cache)).Select(g => Spread([.. g])).ToArray();
        return [.. Enumerable.Range(0, groups.Length == 0 ? 0 : groups.Max(g => g.Length)).SelectMany(i => groups.Where(g => i < g.Length).Select(g => g[i]))];
    }

    /// <summary>Every list position once, far apart first: the bits of the index reversed (van der Corput's sequence).</summary>
    private static PlannedKernel[] Spread(PlannedKernel[] group)
    {
        var bits = 0;
        while (1 << bits < group.Length)
        {
            bits++;
        }

        return [.. Enumerable.Range(0, 1 << bits).Select(i => Reversed(i, bits)).Where(i => i < group.Length).Select(i => group[i])];
    }

    private static int Reversed(int value, int bits)
    {
        var reversed = 0;
        for (var i = 0; i < bits; i++)
        {
            reversed |= ((value >> i) & 1) << (bits - 1 - i);
        }

        return reversed;
    }
}
