using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>Points that cannot be run, by kind of reason.</summary>
internal sealed class UnrunnableCounts
{
    internal const int MaximumKinds = 256;

    internal const string Other = "other reasons";

    private readonly Dictionary<string, long> counts = new(StringComparer.Ordinal);

    internal void Add(string reason, long points)
    {
        var kind = counts.Count < MaximumKinds || counts.ContainsKey(reason) ? reason : Other;
        counts[kind] = counts.GetValueOrDefault(kind) + points;
    }

    internal void Add(UnrunnableCounts other)
    {
        foreach (var (reason, points) in other.counts.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            Add(reason, points);
        }
    }

    internal ImmutableArray<ReasonCount> ToCounts() =>
    [
        .. counts.Select(pair => new ReasonCount(pair.Key, pair.Value))
            .OrderByDescending(count => count.Points)
            .ThenBy(count => count.Reason, StringComparer.Ordinal),
    ];
}
