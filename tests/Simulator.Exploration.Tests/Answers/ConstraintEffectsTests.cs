using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Answers;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Tests.Answers;

public class ConstraintEffectsTests
{
    private static readonly ImmutableArray<string> Constraints = ["area <= 800 mm2", "tdp <= 700 W", "fits"];

    [Fact]
    public void It_agrees_with_filtering_all_points() => Prop.ForAll(Cloud.Of(1, 4, 120), Gen.Choose(0, 9).ToArbitrary(), (cloud, hardness) =>
    {
        var all = Enumerable.Range(0, cloud.Points.Length).ToArray();
        var slack = all.Select(i => Slack(i, hardness)).ToArray();
        var found = Fed(cloud, slack, all).ToAnswers();
        Assert.Equal(all.Length, found.Points);
        Assert.Equal(all.Count(i => slack[i].All(Holds)), found.Feasible);
        Assert.Equal(Bests(cloud, all.Where(i => slack[i].All(Holds))), found.Best);
        Assert.Equal(Bests(cloud, all), found.BestUnconstrained);
        for (var c = 0; c < Constraints.Length; c++)
        {
            var constraint = c;
            bool Others(int i) => slack[i].Where((_, o) => o != constraint).All(Holds);
            Assert.Equal(all.Count(i => !Holds(slack[i][constraint])), found.Effects[c].Violated);
            Assert.Equal(all.Count(i => !Holds(slack[i][constraint]) && Others(i)), found.Effects[c].OnlyViolated);
            Assert.Equal(Bests(cloud, all.Where(i => Holds(slack[i][constraint]))), found.Effects[c].BestAlone);
            Assert.Equal(Bests(cloud, all.Where(Others)), found.Effects[c].BestWithout);
        }

        var misses = all.Where(_ => found.Feasible == 0).OrderBy(i => slack[i].Where(s => !Holds(s)).Max(s => -s)).ThenBy(i => i);
        var nearest = misses.Select(i => (long?)i).FirstOrDefault();
        Assert.Equal(nearest, found.Nearest?.Point);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_and_parts_do_not_matter() => Prop.ForAll(Cloud.Of(1, 4, 120), Gen.Choose(0, 9).ToArbitrary(), (cloud, hardness) =>
    {
        var slack = Enumerable.Range(0, cloud.Points.Length).Select(i => Slack(i, hardness)).ToArray();
        var sum = new ConstraintEffects(Constraints, cloud.Goals);
        foreach (var part in cloud.Shuffled(hardness).Chunk(17))
        {
            sum.Add(Fed(cloud, slack, part));
        }

        Assert.Equal(Text(Fed(cloud, slack, Enumerable.Range(0, slack.Length)).ToAnswers()), Text(sum.ToAnswers()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_a_constraint_costs_is_the_gain_without_it()
    {
        var effects = new ConstraintEffects(Constraints, Goal.Minimise, Goal.Maximise);
        Assert.True(effects.Add(0, [10, 5], [true, true, true], [0.1, 0.2, 1]));
        Assert.False(effects.Add(1, [8, 6], [false, true, true], [-0.1, 0.2, 1]));
        Assert.False(effects.Add(2, [12, 20], [true, false, true], [0.1, -0.01, 1]));
        Assert.False(effects.Add(3, [1, 50], [false, false, true], [-0.5, -0.5, 1]));
        var found = effects.ToAnswers();
        Assert.Equal([0.2, 0.2], found.Effects[0].Gains.Select(gain => Math.Round(gain!.Value, 12)));
        Assert.Equal([0.0, 3.0], found.Effects[1].Gains.Select(gain => gain!.Value));
        Assert.Equal([0.0, 0.0], found.Effects[2].Gains.Select(gain => gain!.Value));
        Assert.Equal(["area <= 800 mm2", "tdp <= 700 W"], found.Tightest.AsEnumerable());
        Assert.Equal("area <= 800 mm2", found.MostExcluding);
        Assert.Null(found.Nearest);
        Assert.Null(found.Refusal());
    }

    [Fact]
    public void Where_no_design_fits_the_answer_says_why_in_one_line()
    {
        var effects = new ConstraintEffects(Constraints, Goal.Minimise);
        Assert.Null(effects.ToAnswers().Refusal());
        effects.Add(7, [3], [false, false, true], [-0.04, -0.3, 1]);
        effects.Add(8, [3], [false, false, true], [-0.0321, -0.01, 1]);
        effects.Add(9, [3], [true, true, false], [1, 1, double.NegativeInfinity]);
        Assert.Equal(
            "none of 3 designs meets every constraint: 'area <= 800 mm2' excludes most (2); point 8 comes nearest, missing 'area <= 800 mm2' by 3.21 %",
            effects.ToAnswers().Refusal());
    }

    [Fact]
    public void A_yes_or_no_constraint_has_no_distance()
    {
        var effects = new ConstraintEffects(["fits"], Goal.Minimise);
        effects.Add(9, [3], [false], [double.NegativeInfinity]);
        Assert.Equal(new NearestDesign(9, "fits", null), effects.ToAnswers().Nearest);
        Assert.EndsWith("missing 'fits'", effects.ToAnswers().Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void Impossible_slacks_are_refused()
    {
        var effects = new ConstraintEffects(["fits"], Goal.Minimise);
        Assert.Throws<ArgumentException>(() => effects.Add(0, [1], [false], [0.5]));
        Assert.Throws<ArgumentException>(() => effects.Add(0, [1], [false], [double.NaN]));
        Assert.Throws<ArgumentException>(() => effects.Add(0, [1], [true], []));
        Assert.Throws<ArgumentException>(() => effects.Add(0, [double.NaN], [true], [1]));
        Assert.Equal(0, effects.ToAnswers().Points);
    }

    private static bool Holds(double slack) => slack >= 0;

    // Harder: fewer points meet all three.
    private static double[] Slack(int i, int hardness) =>
        [(i * 7 % 11 - hardness) / 10.0, (i * 5 % 13 - hardness) / 10.0, i * 3 % 10 < hardness ? double.NegativeInfinity : 1];

    private static ConstraintEffects Fed(Cloud cloud, double[][] slack, IEnumerable<int> order)
    {
        var effects = new ConstraintEffects(Constraints, cloud.Goals);
        foreach (var i in order)
        {
            Assert.Equal(slack[i].All(Holds), effects.Add(i, cloud.Points[i], [.. slack[i].Select(Holds)], slack[i]));
        }

        return effects;
    }

    private static IEnumerable<BestDesign?> Bests(Cloud cloud, IEnumerable<int> points) => cloud.Goals.Select((goal, m) => points
        .OrderBy(i => goal == Goal.Minimise ? cloud.Points[i][m] : -cloud.Points[i][m])
        .Select(i => (BestDesign?)new BestDesign(i, cloud.Points[i][m]))
        .FirstOrDefault());

    private static string Text(ConstraintAnswers answers) => System.Text.Json.JsonSerializer.Serialize(answers);
}
