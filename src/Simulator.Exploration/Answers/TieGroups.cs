using System.Collections.Immutable;

namespace Simulator.Exploration.Answers;

/// <summary>
/// Designs that the model's error does not separate. Two positive values a &lt; b are separated where ln(b / a) exceeds the half-width of the 90 % interval of
/// their ratio, √(u² + d² − 2 ρ u d) with u = ln(high of a / a), d = ln(b / low of b) and ρ the correlation of the two errors. At ρ = 0 this is the law by
/// which two steps are compared. At ρ = 1 errors of the same relative size cancel, and all that differs is separated. Values or limits that are not positive
/// are
/// separated where they differ.
/// </summary>
/// <remarks>
/// The law is symmetric but not transitive: of three designs close together the outer two may be separated while neither is from the middle one. Therefore
/// groups
/// are drawn from the best design down: a design belongs to the first group whose best design it is not separated from, and opens a new group where there is
/// none.
/// Every design is separated from the best one of every group above its own; two members of one group may be separated from each other.
/// </remarks>
public static class TieGroups
{
    /// <summary>Whether the model's error leaves open which of two values is less.</summary>
    /// <param name="one">A value with its 90 % interval.</param>
    /// <param name="other">Another one.</param>
    /// <param name="correlation">The correlation of their errors, from 0 to 1.</param>
    /// <returns>True where they are separated; false where they are equal.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The correlation is outside 0 to 1.</exception>
    public static bool Separates(ObjectiveInterval one, ObjectiveInterval other, double correlation)
    {
        if (!(correlation is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(correlation), correlation, "accepted: 0 to 1");
        }

        if (one.Value == other.Value)
        {
            return false;
        }

        var (less, more) = one.Value < other.Value ? (one, other) : (other, one);
        if (less.Value <= 0 || less.Low <= 0 || more.Low <= 0 || more.Low > less.High)
        {
            return true; // intervals that do not meet: the width is at most u + d, so that this needs no logarithm
        }

        double up = Math.Log(less.High / less.Value), down = Math.Log(more.Value / more.Low);
        var variance = (up - down) * (up - down) + 2 * (1 - correlation) * up * down; // the law above, without cancellation near 1
        return Math.Log(more.Value / less.Value) > Math.Sqrt(variance);
    }

    /// <summary>The groups of designs that are judged by one objective.</summary>
    /// <param name="designs">Their values with 90 % intervals, best first.</param>
    /// <param name="correlation">The correlation of their errors, from 0 to 1.</param>
    /// <returns>The group of each design, from 1 up.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The correlation is outside 0 to 1.</exception>
    public static ImmutableArray<int> Of(IEnumerable<ObjectiveInterval> designs, double correlation) =>
        Of(designs.Select(design => ImmutableArray.Create(design)), correlation);

    /// <summary>The groups of designs that are judged by several objectives: two designs are separated where one objective separates them.</summary>
    /// <param name="designs">For each design its objectives with 90 % intervals, in an order such as that of <see cref="ParetoArchive.Front"/>.</param>
    /// <param name="correlation">The correlation of the errors of two designs, from 0 to 1.</param>
    /// <returns>The group of each design, from 1 up.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The correlation is outside 0 to 1.</exception>
    public static ImmutableArray<int> Of(IEnumerable<ImmutableArray<ObjectiveInterval>> designs, double correlation)
    {
        var leaders = new List<ImmutableArray<ObjectiveInterval>>();
        var groups = ImmutableArray.CreateBuilder<int>();
        foreach (var design in designs)
        {
            var group = leaders.FindIndex(leader => !Separates(leader, design, correlation));
            if (group < 0)
            {
                group = leaders.Count;
                leaders.Add(design);
            }

            groups.Add(group + 1);
        }

        return groups.ToImmutable();
    }

    private static bool Separates(ImmutableArray<ObjectiveInterval> one, ImmutableArray<ObjectiveInterval> other, double correlation)
    {
        for (var m = 0; m < one.Length; m++)
        {
            if (Separates(one[m], other[m], correlation))
            {
                return true;
            }
        }

        return false;
    }
}
