using System.Collections.Immutable;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Answers;

/// <summary>
/// The designs that no other one beats, kept while points stream by: a point is beaten by one that is at least as good in every objective and better in one.
/// The set does not depend on the order in which points arrive, nor on how they were split among archives that are added up. Of points with exactly the same
/// objectives the lowest number is kept and the others are counted.
/// </summary>
/// <remarks>
/// Members lie in blocks of neighbours with a box around each, so that most blocks are passed over by a look at a corner; the block that refused the last point
/// is asked first. Time per refused point is a few blocks; memory is that of the set. Not safe for use by several threads at once.
/// </remarks>
public sealed class ParetoArchive
{
    /// <summary>The most objectives that are accepted.</summary>
    public const int MaximumObjectives = 8;

    private readonly Orientation orientation;
    private readonly List<ParetoBlock> blocks = [];
    private readonly double[] lowest;
    private readonly double[] scale;

    /// <summary>Creates an empty set.</summary>
    /// <param name="goals">Which way each objective is better: 1 to <see cref="MaximumObjectives"/> of them.</param>
    /// <exception cref="ArgumentException">There are none, or too many.</exception>
    public ParetoArchive(params ReadOnlySpan<Goal> goals)
    {
        if (goals.Length is 0 or > MaximumObjectives)
        {
            throw new ArgumentException($"{goals.Length} objectives; accepted: 1 to {MaximumObjectives}", nameof(goals));
        }

        orientation = new Orientation(goals);
        lowest = new double[goals.Length];
        scale = new double[goals.Length];
    }

    /// <summary>Which way each objective is better.</summary>
    public ImmutableArray<Goal> Goals => orientation.Goals;

    /// <summary>How many designs the set holds.</summary>
    public int Count { get; private set; }

    /// <summary>Offers a point.</summary>
    /// <param name="index">The point's number.</param>
    /// <param name="objectives">Its objectives, in SI units.</param>
    /// <returns>Whether it is now a member; a later point may beat it.</returns>
    /// <exception cref="ArgumentException">The number of objectives is wrong, or one is not finite.</exception>
    public bool Add(long index, ReadOnlySpan<double> objectives)
    {
        Span<double> point = stackalloc double[MaximumObjectives];
        point = point[..orientation.Count];
        orientation.Turn(objectives, point);
        return Add(index, point, others: 0);
    }

    /// <summary>Adds another set, as if every point offered to it had been offered here.</summary>
    /// <param name="other">The other set; it stays as it is.</param>
    /// <exception cref="ArgumentException">Its objectives are others.</exception>
    public void Add(ParetoArchive other)
    {
        if (!Goals.SequenceEqual(other.Goals) || ReferenceEquals(this, other))
        {
            throw new ArgumentException("only another set with the same goals can be added", nameof(other));
        }

        foreach (var block in other.blocks)
        {
            for (var slot = 0; slot < block.Count; slot++)
            {
                var (index, point, duplicates) = block.Member(slot);
                Add(index, point, duplicates);
            }
        }
    }

    /// <summary>Whether a member is at least as good as a point in every objective.</summary>
    /// <param name="objectives">The point's objectives, in SI units.</param>
    /// <returns>True where one is.</returns>
    /// <exception cref="ArgumentException">The number of objectives is wrong, or one is not finite.</exception>
    public bool Covers(ReadOnlySpan<double> objectives)
    {
        Span<double> point = stackalloc double[MaximumObjectives];
        point = point[..orientation.Count];
        orientation.Turn(objectives, point);
        return Find(point, out _) is not null;
    }

    /// <summary>The members, best first by the first objective, then by the next ones.</summary>
    /// <returns>A new list.</returns>
    public ImmutableArray<ParetoPoint> Front()
    {
        var members = new List<(long Index, double[] Point, long Duplicates)>(Count);
        foreach (var block in blocks)
        {
            for (var slot = 0; slot < block.Count; slot++)
            {
                members.Add(block.Member(slot));
            }
        }

        members.Sort((a, b) => a.Point.AsSpan().SequenceCompareTo(b.Point));
        return [.. members.Select(member => new ParetoPoint(member.Index, TurnBack(member.Point), member.Duplicates))];
    }

    private bool Add(long index, ReadOnlySpan<double> point, long others)
    {
        if (Find(point, out var slot) is { } block)
        {
            if (block.Equals(slot, point))
            {
                block.CountDuplicate(slot, index, others);
            }

            return false;
        }

        for (var b = blocks.Count - 1; b >= 0; b--)
        {
            if (blocks[b].MayBeCovered(point))
            {
                Count -= blocks[b].RemoveCovered(point);
                if (blocks[b].Count == 0)
                {
                    blocks[b] = blocks[^1];
                    blocks.RemoveAt(blocks.Count - 1);
                }
            }
        }

        Measure(point);
        var home = Nearest(point);
        if (home.Count == ParetoBlock.Capacity)
        {
            var half = home.Split(scale);
            blocks.Add(half);
            home = half.Distance(point, scale) < home.Distance(point, scale) ? half : home;
        }

        home.Insert(index, point, others);
        Count++;
        return true;
    }

    private ParetoBlock? Find(ReadOnlySpan<double> point, out int slot)
    {
        for (var b = 0; b < blocks.Count; b++)
        {
            var block = blocks[b];
            if (block.MayCover(point) && (slot = block.FindCovering(point)) >= 0)
            {
                (blocks[b], blocks[b / 2]) = (blocks[b / 2], block); // towards the head of the queue: neighbours in the space are refused by the same block
                return block;
            }
        }

        slot = -1;
        return null;
    }

    private ParetoBlock Nearest(ReadOnlySpan<double> point)
    {
        if (blocks.Count == 0)
        {
            blocks.Add(new ParetoBlock(orientation.Count));
        }

        var (nearest, distance) = (blocks[0], double.PositiveInfinity);
        foreach (var block in blocks)
        {
            if (block.Distance(point, scale) is var candidate && candidate < distance)
            {
                (nearest, distance) = (block, candidate);
            }
        }

        return nearest;
    }

    // The extent of all members so far, which only says what is near.
    private void Measure(ReadOnlySpan<double> point)
    {
        for (var m = 0; m < point.Length; m++)
        {
            var high = Count == 0 ? point[m] : Math.Max(lowest[m] + scale[m], point[m]);
            lowest[m] = Count == 0 ? point[m] : Math.Min(lowest[m], point[m]);
            scale[m] = high - lowest[m];
        }
    }

    private ImmutableArray<double> TurnBack(double[] point) => [.. point.Select((value, m) => orientation.Turn(m, value))];
}
