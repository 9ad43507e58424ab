using System.Collections.Immutable;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Answers;

/// <summary>The best designs by one objective, kept while points stream by; of equal values the lower point number is better.</summary>
public sealed class TopList
{
    private readonly Orientation orientation;
    private readonly (double Value, long Index)[] best;

    /// <summary>Creates an empty list.</summary>
    /// <param name="goal">Which way the objective is better.</param>
    /// <param name="capacity">How many designs it keeps; 0 or more.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is negative.</exception>
    public TopList(Goal goal, int capacity)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(capacity);
        orientation = new Orientation([goal]);
        best = new (double, long)[capacity];
    }

    /// <summary>How many designs the list holds.</summary>
    public int Count { get; private set; }

    /// <summary>Offers a point.</summary>
    /// <param name="index">The point's number; each is offered once.</param>
    /// <param name="value">The objective, in its SI unit.</param>
    /// <exception cref="ArgumentException">The value is not finite.</exception>
    public void Add(long index, double value)
    {
        if (!double.IsFinite(value))
        {
            throw new ArgumentException($"the objective is {value}; accepted: finite numbers", nameof(value));
        }

        var turned = orientation.Turn(0, value);
        if (Count < best.Length || (Count > 0 && turned <= best[^1].Value))
        {
            Insert((turned, index));
        }
    }

    /// <summary>Adds another list, as if every point offered to it had been offered here.</summary>
    /// <param name="other">A list of other points by the same objective; it stays as it is.</param>
    public void Add(TopList other)
    {
        foreach (var entry in other.best.AsSpan(0, other.Count))
        {
            Insert(entry);
        }
    }

    /// <summary>The designs, best first.</summary>
    /// <returns>A new list.</returns>
    public ImmutableArray<BestDesign> ToList() => [.. best.Take(Count).Select(entry => new BestDesign(entry.Index, orientation.Turn(0, entry.Value)))];

    private void Insert((double Value, long Index) entry)
    {
        if (Count == best.Length && (Count == 0 || entry.CompareTo(best[^1]) >= 0))
        {
            return;
        }

        var place = ~best.AsSpan(0, Count).BinarySearch(entry);
        if (place < 0)
        {
            return;
        }

        Count = Math.Min(Count + 1, best.Length);
        Array.Copy(best, place, best, place + 1, Count - place - 1);
        best[place] = entry;
    }
}
