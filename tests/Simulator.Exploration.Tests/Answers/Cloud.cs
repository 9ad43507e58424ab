using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Tests.Answers;

/// <summary>Random points with their goals; some lie on a coarse grid, so that values and whole points repeat.</summary>
public sealed record Cloud(Goal[] Goals, double[][] Points)
{
    internal static Arbitrary<Cloud> Any { get; } = Of(1, 8, 300);

    internal static Arbitrary<Cloud> Of(int leastObjectives, int mostObjectives, int mostPoints) => (
        from objectives in Gen.Choose(leastObjectives, mostObjectives)
        from goals in Gen.ArrayOf(Gen.Elements(Goal.Minimise, Goal.Maximise), objectives)
        from count in Gen.Choose(0, mostPoints)
        from steps in Gen.Elements(2, 5, 20, 1_000_000)
        from points in Gen.ArrayOf(Gen.ArrayOf(Gen.Choose(-steps, steps).Select(value => (double)value / steps), objectives), count)
        select new Cloud(goals, points)).ToArbitrary();

    /// <summary>Whether the first point is at least as good as the second everywhere.</summary>
    internal bool Covers(double[] one, double[] other) =>
        Goals.Select((goal, m) => goal == Goal.Minimise ? one[m] <= other[m] : one[m] >= other[m]).All(good => good);

    internal bool Beats(double[] one, double[] other) => Covers(one, other) && !one.SequenceEqual(other);

    /// <summary>A permutation of the points' numbers.</summary>
    internal int[] Shuffled(int seed)
    {
        var order = Enumerable.Range(0, Points.Length).ToArray();
        new Random(seed).Shuffle(order);
        return order;
    }

    public override string ToString() => $"{string.Join(' ', Goals)}: {string.Join(" | ", Points.Select(point => string.Join(' ', point)))}";
}
