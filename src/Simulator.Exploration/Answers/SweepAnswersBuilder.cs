using System.Collections.Immutable;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Answers;

/// <summary>
/// Draws up a sweep's answers while its points stream by, each offered once. Builders of parts of the space can be added up: the answers do not depend on how
/// the
/// points were split (see <see cref="MarginalEffects"/> for the last bit of means). Memory does not grow with the number of points, only with the Pareto set.
/// Not
/// safe for use by several threads at once.
/// </summary>
public sealed class SweepAnswersBuilder
{
    private readonly SweepQuestions questions;
    private readonly Orientation orientation;
    private readonly ParetoArchive archive;
    private readonly ImmutableArray<TopList> tops;
    private readonly MarginalEffects marginal;
    private readonly ConstraintEffects constraints;
    private readonly BestTable extremes; // row 0: best, row 1: worst
    private readonly UnrunnableCounts unrunnable = new();
    private long points;
    private long feasible;

    /// <summary>Creates a builder without points.</summary>
    /// <param name="questions">What the sweep is asked.</param>
    /// <exception cref="ArgumentException">The number of objectives, the list's length, the limit or the correlation is outside its range.</exception>
    public SweepAnswersBuilder(SweepQuestions questions)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(questions.Top);
        ArgumentOutOfRangeException.ThrowIfLessThan(questions.FrontLimit, 1);
        if (!(questions.ErrorCorrelation is >= 0 and <= 1))
        {
            throw new ArgumentException($"correlation {questions.ErrorCorrelation}; accepted: 0 to 1", nameof(questions));
        }

        this.questions = questions;
        Goal[] goals = [.. questions.Objectives.Select(objective => objective.Goal)];
        orientation = new Orientation(goals);
        archive = new ParetoArchive(goals);
        tops = [.. goals.Select(goal => new TopList(goal, questions.Top))];
        marginal = new MarginalEffects(questions.Parameters, goals);
        constraints = new ConstraintEffects(questions.Constraints, goals);
        extremes = new BestTable(2, goals.Length);
    }

    /// <summary>How many points were added.</summary>
    public long Points => points;

    /// <summary>How many designs the Pareto set holds now.</summary>
    public int FrontSize => archive.Count;

    /// <summary>Adds a point that has figures; it is feasible where every constraint holds.</summary>
    /// <param name="index">The point's number.</param>
    /// <param name="levels">The level of each parameter.</param>
    /// <param name="objectives">Its objectives, in SI units.</param>
    /// <param name="holds">For each constraint, whether it holds.</param>
    /// <param name="slack">For each constraint its relative slack: see <see cref="ConstraintEffects"/>.</param>
    /// <returns>Whether the point is feasible.</returns>
    /// <exception cref="ArgumentException">A number of values is wrong, a level is outside its range, an objective is not finite, or a slack is
    /// impossible.</exception>
    public bool Add(long index, ReadOnlySpan<int> levels, ReadOnlySpan<double> objectives, ReadOnlySpan<bool> holds, ReadOnlySpan<double> slack)
    {
        points++;
        if (!constraints.Add(index, objectives, holds, slack))
        {
            marginal.AddInfeasible(levels);
            return false;
        }

        feasible++;
        marginal.Add(index, levels, objectives);
        archive.Add(index, objectives);
        Span<double> turned = stackalloc double[ParetoArchive.MaximumObjectives];
        turned = turned[..objectives.Length];
        orientation.Turn(objectives, turned);
        extremes.Add(0, index, turned);
        for (var m = 0; m < objectives.Length; m++)
        {
            tops[m].Add(index, objectives[m]);
            turned[m] = -turned[m];
        }

        extremes.Add(1, index, turned);
        return true;
    }

    /// <summary>Counts a point that cannot be run and has no figures.</summary>
    /// <param name="levels">The level of each parameter.</param>
    /// <param name="reason">The kind of reason, without the point's own figures: of more than 256 kinds the rest are counted as other reasons.</param>
    /// <exception cref="ArgumentException">The number of levels is wrong, or one is outside its range.</exception>
    public void AddUnrunnable(ReadOnlySpan<int> levels, string reason)
    {
        points++;
        marginal.AddInfeasible(levels);
        unrunnable.Add(reason, 1);
    }

    /// <summary>Adds another builder, as if its points had been added here.</summary>
    /// <param name="other">A builder of other points and the same questions; it stays as it is.</param>
    /// <exception cref="ArgumentException">Its parameters, objectives or constraints are others.</exception>
    public void Add(SweepAnswersBuilder other)
    {
        marginal.Add(other.marginal);
        constraints.Add(other.constraints);
        archive.Add(other.archive);
        extremes.Add(other.extremes);
        unrunnable.Add(other.unrunnable);
        points += other.points;
        feasible += other.feasible;
        for (var m = 0; m < tops.Length; m++)
        {
            tops[m].Add(other.tops[m]);
        }
    }

    /// <summary>Draws up the answers.</summary>
    /// <param name="describe">Says what a design looks like, by its point number; asked once for each one that an answer names, in order.</param>
    /// <returns>The answers so far.</returns>
    public SweepAnswers ToAnswers(Func<long, DesignDetails> describe)
    {
        var front = archive.Front();
        var listed = Listed(front);
        var lists = tops.Select(top => top.ToList()).ToImmutableArray();
        var effects = constraints.ToAnswers();
        var objectives = questions.Objectives.Select((objective, m) => new ObjectiveAnswer(
            objective.Name, objective.Unit, objective.Goal, extremes.Best(0, m, orientation), Worst(m), marginal.IsLogarithmic(m))).ToImmutableArray();
        var named = listed.Select(member => member.Index).Concat(lists.SelectMany(list => list).Select(best => best.Point)).Concat(Named(effects))
            .Concat(objectives.SelectMany(objective => Numbers([objective.Best, objective.Worst])));
        var designs = named.Distinct().Order().ToDictionary(point => point, point => Described(point, describe));
        var groups = TieGroups.Of(listed.Select(member => designs[member.Index].Objectives), questions.ErrorCorrelation);
        return new SweepAnswers
        {
            Points = new PointCounts(points, feasible, effects.Points - effects.Feasible, unrunnable.ToCounts()),
            Parameters = [.. questions.Parameters.Select(parameter => parameter.Name)],
            Objectives = objectives,
            ErrorCorrelation = questions.ErrorCorrelation,
            Pareto = front.IsEmpty ? null : new FrontAnswer(
                front.Length,
                Volume(front, objectives),
                groups.Max(),
                [.. listed.Select((member, i) => new FrontDesign(member.Index, groups[i], member.Duplicates))]),
            Top = [.. lists.Select((list, m) => Top(m, list, designs))],
            Marginal = marginal.ToEffects(),
            Constraints = effects,
            Designs = [.. designs.Values.OrderBy(design => design.Point)],
        };
    }

    private static IEnumerable<long> Numbers(IEnumerable<BestDesign?> bests) => bests.OfType<BestDesign>().Select(best => best.Point);

    private static IEnumerable<long> Named(ConstraintAnswers answers) => Numbers(answers.Best.Concat(answers.BestUnconstrained)
        .Concat(answers.Effects.SelectMany(effect => effect.BestAlone.Concat(effect.BestWithout))))
        .Concat(answers.Nearest is { } nearest ? [nearest.Point] : []);

    private FrontVolume Volume(ImmutableArray<ParetoPoint> front, ImmutableArray<ObjectiveAnswer> objectives) => Hypervolume.Of(
        front.Select(member => member.Objectives),
        [.. objectives.Select(objective => objective.Best!.Value.Value)],
        [.. objectives.Select(objective => objective.Worst!.Value.Value)],
        questions.Seed);

    private BestDesign? Worst(int objective) => extremes.Best(1, objective, orientation) is { } worst ? worst with { Value = -worst.Value + 0.0 } : null;

    private Design Described(long point, Func<long, DesignDetails> describe)
    {
        var details = describe(point);
        return details.Parameters.Length == questions.Parameters.Length && details.Objectives.Length == questions.Objectives.Length
            ? new Design(point, details.Parameters, details.Objectives)
            : throw new ArgumentException(
                $"point {point} is described by {details.Parameters.Length} parameters and {details.Objectives.Length} objectives", nameof(describe));
    }

    private TopAnswer Top(int objective, ImmutableArray<BestDesign> list, Dictionary<long, Design> designs)
    {
        var groups = TieGroups.Of(list.Select(best => designs[best.Point].Objectives[objective]), questions.ErrorCorrelation);
        return new TopAnswer(
            questions.Objectives[objective].Name,
            groups is [.., 1] && list.Length < feasible,
            [.. list.Select((best, i) => new RankedDesign(best.Point, best.Value, groups[i]))]);
    }

    // All of a small set; of a large one, members evenly spread over its order and the best of each objective.
    private ImmutableArray<ParetoPoint> Listed(ImmutableArray<ParetoPoint> front)
    {
        if (front.Length <= questions.FrontLimit)
        {
            return front;
        }

        var chosen = Enumerable.Range(0, questions.FrontLimit).Select(i => (int)((long)i * front.Length / questions.FrontLimit)).ToHashSet();
        for (var m = 0; m < orientation.Count; m++)
        {
            var objective = m;
            chosen.Add(Enumerable.Range(0, front.Length).MinBy(i => (orientation.Turn(objective, front[i].Objectives[objective]), i)));
        }

        return [.. chosen.Order().Select(i => front[i])];
    }
}
