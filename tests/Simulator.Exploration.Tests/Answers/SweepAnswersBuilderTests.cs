using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Answers;

namespace Simulator.Exploration.Tests.Answers;

public class SweepAnswersBuilderTests
{
    private static readonly int[] All = [.. Enumerable.Range(0, 1000)];

    private static readonly SweepAnswers Whole = SmallSweep.Fed(All).ToAnswers(SmallSweep.Describe);

    [Fact]
    public void Points_are_counted_by_what_became_of_them()
    {
        var runnable = All.Where(i => SmallSweep.Runs(i)).ToArray();
        var feasible = runnable.Count(i => SmallSweep.IsFeasible(i));
        Assert.Equal((1000L, (long)feasible, (long)runnable.Length - feasible), (Whole.Points.Total, Whole.Points.Feasible, Whole.Points.Excluded));
        Assert.InRange(feasible, 1, runnable.Length - 1);
        Assert.Equal(1000 - runnable.Length, Whole.Points.Unrunnable.Sum(count => count.Points));
        Assert.Equal(["does not fit in memory", "no tiling fits"], Whole.Points.Unrunnable.Select(count => count.Reason).Order());
    }

    [Fact]
    public void Order_and_parts_do_not_change_a_byte()
    {
        var expected = AnswersFile.ToJson(Whole);
        Prop.ForAll(Gen.Choose(1, 999).ToArbitrary(), Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (size, seed) =>
        {
            var order = All.ToArray();
            new Random(seed).Shuffle(order);
            var sum = new SweepAnswersBuilder(SmallSweep.Questions);
            foreach (var part in order.Chunk(size))
            {
                sum.Add(SmallSweep.Fed(part));
            }

            Assert.Equal(expected, AnswersFile.ToJson(sum.ToAnswers(SmallSweep.Describe)));
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(20));
    }

    [Fact]
    public void The_pareto_set_is_of_feasible_points_and_each_is_described()
    {
        var archive = new ParetoArchive([.. SmallSweep.Questions.Objectives.Select(objective => objective.Goal)]);
        foreach (var i in All.Where(i => SmallSweep.IsFeasible(i)))
        {
            archive.Add(i, SmallSweep.Objectives(i));
        }

        Assert.Equal(archive.Front().Select(member => member.Index), Whole.Pareto!.Designs.Select(design => design.Point));
        Assert.Equal(archive.Count, Whole.Pareto.Size);
        Assert.All(Whole.Pareto.Designs, design =>
            Assert.Equal(SmallSweep.Describe(design.Point).Parameters.AsEnumerable(), Whole.Find(design.Point)!.Parameters));
        Assert.InRange(Whole.Pareto.Hypervolume.Value, 0.1, 0.99);
        Assert.InRange(Whole.Pareto.TieGroups, 2, Whole.Pareto.Size);
        Assert.Null(Whole.Find(-1));
    }

    [Fact]
    public void The_reference_is_the_worst_of_all_feasible_points()
    {
        var values = All.Where(i => SmallSweep.IsFeasible(i)).Select(i => SmallSweep.Objectives(i)).ToArray();
        Assert.Equal([values.Max(v => v[0]), values.Min(v => v[1]), values.Max(v => v[2])], Whole.Pareto!.Hypervolume.Reference.AsEnumerable());
        Assert.Equal([values.Min(v => v[0]), values.Max(v => v[1]), values.Min(v => v[2])], Whole.Pareto.Hypervolume.Ideal.AsEnumerable());
        Assert.Equal(Whole.Objectives.Select(objective => objective.Best), Whole.Constraints.Best);
    }

    [Fact]
    public void The_list_of_the_best_groups_what_the_error_does_not_separate()
    {
        var top = Whole.Top[0];
        var expected = All.Where(i => SmallSweep.IsFeasible(i)).OrderBy(i => SmallSweep.Objectives(i)[0]).Take(7).Select(i => (long)i);
        Assert.Equal(expected, top.Designs.Select(design => design.Point));
        Assert.Equal(1, top.Designs[1].TieGroup);
        Assert.True(top.TiesGoOn);
        Assert.Equal("area", Whole.Top[2].Objective);
        Assert.Equal(Whole.Top[2].Designs.Select(design => design.Value).Distinct().Count(), Whole.Top[2].Designs[^1].TieGroup); // areas have no error
        Assert.False(Whole.Top[2].TiesGoOn);

        var together = SmallSweep.Fed(All, SmallSweep.Questions with { ErrorCorrelation = 0.99 }).ToAnswers(SmallSweep.Describe);
        Assert.True(together.Top[0].Designs[^1].TieGroup > top.Designs[^1].TieGroup);
    }

    [Fact]
    public void Of_a_large_front_a_part_with_the_best_is_listed()
    {
        var answers = SmallSweep.Fed(All, SmallSweep.Questions with { FrontLimit = 5 }).ToAnswers(SmallSweep.Describe);
        Assert.Equal(Whole.Pareto!.Size, answers.Pareto!.Size);
        Assert.Equal(Whole.Pareto.Hypervolume.Value, answers.Pareto.Hypervolume.Value);
        Assert.InRange(answers.Pareto.Designs.Length, 5, 8);
        var front = Whole.Pareto.Designs.Select(design => design.Point).ToArray();
        Assert.Subset(front.ToHashSet(), answers.Pareto.Designs.Select(design => design.Point).ToHashSet());
        Assert.Equal(front.Min(i => SmallSweep.Objectives(i)[2]), answers.Pareto.Designs.Min(design => SmallSweep.Objectives(design.Point)[2]));
    }

    [Fact]
    public void Where_nothing_is_feasible_the_constraints_say_why()
    {
        var questions = SmallSweep.Questions with { Constraints = ["impossible"], Parameters = [] };
        var builder = new SweepAnswersBuilder(questions);
        builder.Add(3, [], SmallSweep.Objectives(3), [false], [-0.5]);
        var answers = builder.ToAnswers(point => SmallSweep.Describe(point) with { Parameters = [] });
        Assert.Null(answers.Pareto);
        Assert.All(answers.Top, top => Assert.Empty(top.Designs));
        Assert.Null(answers.Objectives[0].Best);
        Assert.Contains("point 3 comes nearest", answers.Constraints.Refusal(), StringComparison.Ordinal);
        Assert.NotNull(answers.Find(3));
    }

    [Fact]
    public void Reasons_beyond_the_limit_are_counted_together()
    {
        var builder = new SweepAnswersBuilder(SmallSweep.Questions);
        foreach (var i in All)
        {
            builder.AddUnrunnable(SmallSweep.Levels(i), i.ToString(CultureInfo.InvariantCulture));
        }

        var counts = builder.ToAnswers(SmallSweep.Describe).Points.Unrunnable;
        Assert.Equal(new ReasonCount("other reasons", 1000 - 256), counts[0]);
        Assert.Equal(1000, counts.Sum(count => count.Points));
    }

    [Fact]
    public void Questions_that_cannot_be_answered_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new SweepAnswersBuilder(SmallSweep.Questions with { ErrorCorrelation = 2 }));
        Assert.Throws<ArgumentException>(() => new SweepAnswersBuilder(SmallSweep.Questions with { Objectives = [] }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SweepAnswersBuilder(SmallSweep.Questions with { Top = -1 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new SweepAnswersBuilder(SmallSweep.Questions with { FrontLimit = 0 }));
    }
}
