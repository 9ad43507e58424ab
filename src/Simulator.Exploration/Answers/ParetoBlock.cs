using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Simulator.Exploration.Answers;

/// <summary>
/// A few members of a Pareto set that lie near each other, with the corners of the box around them: a leaf of an ND-tree (Jaszkiewicz and Lust, "ND-Tree-Based
/// Update", IEEE Trans. Evol. Comput. 22(5), 2018). Values are turned so that less is better and lie objective by objective, so that four members are compared
/// at once.
/// </summary>
internal sealed class ParetoBlock(int objectives)
{
    internal const int Capacity = 64;

    private readonly double[] values = CreateEmpty(objectives);
    private readonly long[] indices = new long[Capacity];
    private readonly long[] duplicates = new long[Capacity];
    private readonly double[] best = CreateFilled(objectives, double.PositiveInfinity);
    private readonly double[] worst = CreateFilled(objectives, double.NegativeInfinity);

    internal int Count { get; private set; }

    /// <summary>Whether a member may be as good as a point everywhere.</summary>
    internal bool MayCover(ReadOnlySpan<double> point) => NowhereAbove(best, point);

    /// <summary>Whether a point may be as good as a member everywhere.</summary>
    internal bool MayBeCovered(ReadOnlySpan<double> point) => NowhereAbove(point, worst);

    /// <summary>The slot of a member that is at least as good as the point in every objective, or -1.</summary>
    internal int FindCovering(ReadOnlySpan<double> point)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(values);
        for (var slot = 0; slot < Count; slot += Vector256<double>.Count)
        {
            var mask = uint.MaxValue;
            for (var m = 0; m < point.Length && mask != 0; m++)
            {
                var members = Vector256.LoadUnsafe(ref first, (nuint)(m * Capacity + slot));
                mask &= Vector256.LessThanOrEqual(members, Vector256.Create(point[m])).ExtractMostSignificantBits();
            }

            if (mask != 0)
            {
                return slot + int.TrailingZeroCount((int)mask); // empty slots hold infinity and cover nothing
            }
        }

        return -1;
    }

    /// <summary>Drops the members that the point is at least as good as in every objective.</summary>
    internal int RemoveCovered(ReadOnlySpan<double> point)
    {
        var before = Count;
        for (var slot = Count - 1; slot >= 0; slot--)
        {
            if (Covers(point, slot))
            {
                Move(this, --Count, slot);
                Clear(Count);
            }
        }

        if (Count < before)
        {
            Bound();
        }

        return before - Count;
    }

    internal bool Equals(int slot, ReadOnlySpan<double> point)
    {
        for (var m = 0; m < point.Length; m++)
        {
            if (values[m * Capacity + slot] != point[m])
            {
                return false;
            }
        }

        return true;
    }

    internal void CountDuplicate(int slot, long index, long others)
    {
        indices[slot] = Math.Min(indices[slot], index);
        duplicates[slot] += 1 + others;
    }

    internal void Insert(long index, ReadOnlySpan<double> point, long others)
    {
        for (var m = 0; m < point.Length; m++)
        {
            values[m * Capacity + Count] = point[m];
        }

        (indices[Count], duplicates[Count]) = (index, others);
        Count++;
        Enlarge(Count - 1);
    }

    /// <summary>Moves half of a full block into a new one, cut at the median of its longest side.</summary>
    /// <param name="scale">The length by which each objective is measured.</param>
    internal ParetoBlock Split(ReadOnlySpan<double> scale)
    {
        var side = 0;
        for (var m = 1; m < objectives; m++)
        {
            if ((worst[m] - best[m]) * scale[side] > (worst[side] - best[side]) * scale[m])
            {
                side = m;
            }
        }

        var order = Enumerable.Range(0, Count).OrderBy(slot => values[side * Capacity + slot]).ToArray();
        var (near, far) = (new ParetoBlock(objectives), new ParetoBlock(objectives));
        for (var rank = 0; rank < order.Length; rank++)
        {
            var target = rank < order.Length / 2 ? near : far;
            Move(target, order[rank], target.Count++);
        }

        Count = 0;
        Array.Fill(values, double.PositiveInfinity);
        for (var slot = 0; slot < near.Count; slot++)
        {
            near.Move(this, slot, slot);
        }

        Count = near.Count;
        Bound();
        far.Bound();
        return far;
    }

    /// <summary>How far a point lies from the middle of the box.</summary>
    internal double Distance(ReadOnlySpan<double> point, ReadOnlySpan<double> scale)
    {
        var sum = 0.0;
        for (var m = 0; m < point.Length; m++)
        {
            sum += scale[m] > 0 ? Math.Abs(point[m] - 0.5 * (best[m] + worst[m])) / scale[m] : 0;
        }

        return sum;
    }

    internal (long Index, double[] Point, long Duplicates) Member(int slot)
    {
        var point = new double[objectives];
        for (var m = 0; m < objectives; m++)
        {
            point[m] = values[m * Capacity + slot];
        }

        return (indices[slot], point, duplicates[slot]);
    }

    private static bool NowhereAbove(ReadOnlySpan<double> low, ReadOnlySpan<double> high)
    {
        for (var m = 0; m < low.Length; m++)
        {
            if (low[m] > high[m])
            {
                return false;
            }
        }

        return true;
    }

    private static double[] CreateEmpty(int objectives) => CreateFilled(objectives * Capacity, double.PositiveInfinity);

    private static double[] CreateFilled(int length, double value)
    {
        var array = new double[length];
        Array.Fill(array, value);
        return array;
    }

    private bool Covers(ReadOnlySpan<double> point, int slot)
    {
        for (var m = 0; m < point.Length; m++)
        {
            if (point[m] > values[m * Capacity + slot])
            {
                return false;
            }
        }

        return true;
    }

    private void Move(ParetoBlock target, int from, int to)
    {
        for (var m = 0; m < objectives; m++)
        {
            target.values[m * Capacity + to] = values[m * Capacity + from];
        }

        (target.indices[to], target.duplicates[to]) = (indices[from], duplicates[from]);
    }

    private void Clear(int slot)
    {
        for (var m = 0; m < objectives; m++)
        {
            values[m * Capacity + slot] = double.PositiveInfinity;
        }
    }

    private void Bound()
    {
        Array.Fill(best, double.PositiveInfinity);
        Array.Fill(worst, double.NegativeInfinity);
        for (var slot = 0; slot < Count; slot++)
        {
            Enlarge(slot);
        }
    }

    private void Enlarge(int slot)
    {
        for (var m = 0; m < objectives; m++)
        {
            best[m] = Math.Min(best[m], values[m * Capacity + slot]);
            worst[m] = Math.Max(worst[m], values[m * Capacity + slot]);
        }
    }
}
