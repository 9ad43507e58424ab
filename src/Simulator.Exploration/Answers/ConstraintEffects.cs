using System.Collections.Immutable;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Answers;

/// <summary>
/// What each constraint excludes and costs, kept while points stream by. The slack of a point is how far it stays from a limit, as a part of the limit's size:
/// (limit - value) / |limit| for an upper one; negative where the constraint is missed; any negative infinity stands for a yes-or-no constraint that is missed.
/// </summary>
public sealed class ConstraintEffects
{
    private readonly ImmutableArray<string> constraints;
    private readonly Orientation orientation;
    private readonly long[] violated;
    private readonly long[] onlyViolated;
    private readonly BestTable all; // row 0: points that meet all constraints; row 1: any points
    private readonly BestTable alone; // row c: points that meet constraint c but not all
    private readonly BestTable without; // row c: points that miss constraint c alone
    private long points;
    private long feasible;
    private (double Violation, long Point, int Constraint) nearest = (double.PositiveInfinity, long.MaxValue, -1);

    /// <summary>Creates empty tallies.</summary>
    /// <param name="constraints">The constraints as they were written.</param>
    /// <param name="goals">Which way each objective is better.</param>
    public ConstraintEffects(ImmutableArray<string> constraints, params ReadOnlySpan<Goal> goals)
    {
        this.constraints = constraints;
        orientation = new Orientation(goals);
        violated = new long[constraints.Length];
        onlyViolated = new long[constraints.Length];
        all = new BestTable(2, goals.Length);
        alone = new BestTable(constraints.Length, goals.Length);
        without = new BestTable(constraints.Length, goals.Length);
    }

    /// <summary>Adds a point that has figures.</summary>
    /// <param name="index">The point's number.</param>
    /// <param name="objectives">Its objectives, in SI units.</param>
    /// <param name="holds">For each constraint, whether it holds.</param>
    /// <param name="slack">For each constraint the relative slack; only that of missed ones matters.</param>
    /// <returns>Whether the point meets every constraint.</returns>
    /// <exception cref="ArgumentException">A number of values is wrong, an objective is not finite, or the slack of a missed constraint is positive or not a
    /// number.</exception>
    public bool Add(long index, ReadOnlySpan<double> objectives, ReadOnlySpan<bool> holds, ReadOnlySpan<double> slack)
    {
        Check(holds, slack);
        Span<double> turned = stackalloc double[ParetoArchive.MaximumObjectives];
        orientation.Turn(objectives, turned);
        points++;
        if (!holds.Contains(false))
        {
            feasible++;
            all.Add(0, index, turned);
            return true;
        }

        all.Add(1, index, turned);
        var worst = (Violation: -1.0, Point: index, Constraint: -1);
        var misses = 0;
        for (var c = 0; c < holds.Length; c++)
        {
            if (holds[c])
            {
                alone.Add(c, index, turned);
                continue;
            }

            misses++;
            violated[c]++;
            worst = -slack[c] > worst.Violation ? (-slack[c], index, c) : worst;
        }

        if (misses == 1)
        {
            onlyViolated[worst.Constraint]++;
            without.Add(worst.Constraint, index, turned);
        }

        nearest = worst.CompareTo(nearest) < 0 ? worst : nearest;
        return false;
    }

    /// <summary>Adds other tallies, as if their points had been added here.</summary>
    /// <param name="other">Tallies of the same constraints and objectives; they stay as they are.</param>
    /// <exception cref="ArgumentException">The constraints or the objectives are others.</exception>
    public void Add(ConstraintEffects other)
    {
        if (!constraints.SequenceEqual(other.constraints) || !orientation.Goals.SequenceEqual(other.orientation.Goals))
        {
            throw new ArgumentException("only tallies of the same constraints and objectives can be added", nameof(other));
        }

        points += other.points;
        feasible += other.feasible;
        for (var c = 0; c < constraints.Length; c++)
        {
            violated[c] += other.violated[c];
            onlyViolated[c] += other.onlyViolated[c];
        }

        all.Add(other.all);
        alone.Add(other.alone);
        without.Add(other.without);
        nearest = other.nearest.CompareTo(nearest) < 0 ? other.nearest : nearest;
    }

    /// <summary>The answers so far.</summary>
    /// <returns>What the constraints exclude and cost.</returns>
    public ConstraintAnswers ToAnswers()
    {
        var unconstrained = Combined(all, 1);
        var effects = constraints.Select((constraint, c) =>
        {
            var (only, dropped) = (Combined(alone, c), Combined(without, c));
            return new ConstraintEffect(constraint, violated[c], onlyViolated[c], Bests(only), Bests(dropped), PerObjective(m => Gain(dropped, m)));
        }).ToImmutableArray();
        var most = Enumerable.Range(0, constraints.Length).Where(c => violated[c] > 0).OrderByDescending(c => (violated[c], onlyViolated[c])).ToArray();
        return new ConstraintAnswers
        {
            Points = points,
            Feasible = feasible,
            Best = PerObjective(m => all.Best(0, m, orientation)),
            BestUnconstrained = Bests(unconstrained),
            Tightest = PerObjective(m => Tightest(effects, m)),
            MostExcluding = most.Length > 0 ? constraints[most[0]] : null,
            Nearest = feasible > 0 || nearest.Constraint < 0 ? null
                : new NearestDesign(nearest.Point, constraints[nearest.Constraint], double.IsFinite(nearest.Violation) ? nearest.Violation : null),
            Effects = effects,
        };
    }

    private void Check(ReadOnlySpan<bool> holds, ReadOnlySpan<double> slack)
    {
        if (holds.Length != constraints.Length || slack.Length != constraints.Length)
        {
            throw new ArgumentException($"{holds.Length} constraints and {slack.Length} slacks where {constraints.Length} are expected", nameof(holds));
        }

        for (var c = 0; c < holds.Length; c++)
        {
            if (!holds[c] && !(slack[c] <= 0))
            {
                throw new ArgumentException($"constraint '{constraints[c]}' is missed with a slack of {slack[c]}; accepted: 0 or less", nameof(slack));
            }
        }
    }

    private BestTable Combined(BestTable table, int row)
    {
        var combined = new BestTable(1, orientation.Count);
        combined.Add(0, all, 0);
        combined.Add(0, table, row);
        return combined;
    }

    private ImmutableArray<BestDesign?> Bests(BestTable table) => PerObjective(m => table.Best(0, m, orientation));

    private double? Gain(BestTable dropped, int objective) => (all.Best(0, objective, orientation), dropped.Best(0, objective, orientation)) switch
    {
        ({ Value: not 0 } now, { } then) => Math.Abs(then.Value - now.Value) / Math.Abs(now.Value),
        _ => null,
    };

    private string? Tightest(ImmutableArray<ConstraintEffect> effects, int objective)
    {
        var now = all.Best(0, objective, orientation);
        var (tightest, best) = ((string?)null, now is { } held ? orientation.Turn(objective, held.Value) : double.PositiveInfinity);
        foreach (var effect in effects)
        {
            if (effect.BestWithout[objective] is { } without && orientation.Turn(objective, without.Value) is var value && value < best)
            {
                (tightest, best) = (effect.Constraint, value);
            }
        }

        return tightest;
    }

    private ImmutableArray<T> PerObjective<T>(Func<int, T> value) => [.. Enumerable.Range(0, orientation.Count).Select(value)];
}
