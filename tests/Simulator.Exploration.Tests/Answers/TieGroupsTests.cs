using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Answers;
using Simulator.Systems.Inference;

namespace Simulator.Exploration.Tests.Answers;

public class TieGroupsTests
{
    private static readonly Arbitrary<ObjectiveInterval> Intervals = (
        from value in Gen.Choose(800, 1300)
        from up in Gen.Choose(0, 300)
        from down in Gen.Choose(0, 300)
        select new ObjectiveInterval(value, value / (1 + down / 1000.0), value * (1 + up / 1000.0))).ToArbitrary();

    private static readonly Arbitrary<double> Correlations = Gen.Choose(0, 20).Select(twentieths => twentieths / 20.0).ToArbitrary();

    [Fact]
    public void Without_correlation_it_is_the_law_of_two_steps() => Prop.ForAll(Intervals, Intervals, (a, b) =>
        TieGroups.Separates(a, b, 0) == (Step(a).SeparationFrom(Step(b)) != Separation.NotSeparable)).QuickCheckThrowOnFailure();

    [Fact]
    public void It_is_the_interval_of_the_ratio() => Prop.ForAll(Intervals, Intervals, Correlations, (a, b, correlation) =>
    {
        var (less, more) = a.Value < b.Value ? (a, b) : (b, a);
        double up = Math.Log(less.High / less.Value), down = Math.Log(more.Value / more.Low);
        var width = Math.Sqrt(Math.Max(0, up * up + down * down - 2 * correlation * up * down));
        var distance = Math.Log(more.Value / less.Value);
        return Math.Abs(distance - width) < 1e-7 || TieGroups.Separates(a, b, correlation) == distance > width;
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void It_is_symmetric_and_separates_nothing_from_itself() => Prop.ForAll(Intervals, Intervals, Correlations, (a, b, correlation) =>
        TieGroups.Separates(a, b, correlation) == TieGroups.Separates(b, a, correlation) && !TieGroups.Separates(a, a, correlation)).QuickCheckThrowOnFailure();

    [Fact]
    public void More_correlation_never_joins_what_less_separates() => Prop.ForAll(Intervals, Intervals, Correlations, (a, b, correlation) =>
        !TieGroups.Separates(a, b, correlation / 2) || TieGroups.Separates(a, b, correlation)).QuickCheckThrowOnFailure();

    [Fact]
    public void Equal_errors_that_move_together_separate_all_that_differs() =>
        Prop.ForAll(Gen.Choose(800, 1300).ToArbitrary(), Gen.Choose(800, 1300).ToArbitrary(), Gen.Choose(0, 500).ToArbitrary(), (a, b, error) =>
        {
            var spread = 1 + error / 1000.0;
            return TieGroups.Separates(new(a, a / spread, a * spread), new(b, b / spread, b * spread), 1) == (a != b);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_law_is_not_transitive_and_groups_are_drawn_from_the_best_down()
    {
        ObjectiveInterval[] designs = [Within(100, 0.05), Within(106, 0.05), Within(112, 0.05), Within(113, 0.05)];
        Assert.False(TieGroups.Separates(designs[0], designs[1], 0));
        Assert.False(TieGroups.Separates(designs[1], designs[2], 0));
        Assert.True(TieGroups.Separates(designs[0], designs[2], 0));
        Assert.Equal([1, 1, 2, 2], TieGroups.Of(designs, 0).AsEnumerable());
        Assert.Equal([1, 2, 3, 4], TieGroups.Of(designs, 1).AsEnumerable());

        var moreIsBetter = designs.Select(design => new ObjectiveInterval(1 / design.Value, 1 / design.High, 1 / design.Low));
        Assert.Equal([1, 1, 2, 2], TieGroups.Of(moreIsBetter, 0).AsEnumerable());
    }

    [Fact]
    public void A_vague_design_joins_the_first_group_that_may_hold_it() =>
        Assert.Equal([1, 2, 1], TieGroups.Of([Within(100, 0.01), Within(110, 0.01), Within(111, 0.2)], 0).AsEnumerable());

    [Fact]
    public void Every_design_is_in_the_first_group_whose_best_it_is_not_separated_from() =>
        Prop.ForAll(Gen.ListOf(Intervals.Generator).ToArbitrary(), Correlations, (some, correlation) =>
        {
            var designs = some.OrderBy(design => design.Value).ToArray();
            var groups = TieGroups.Of(designs, correlation);
            var leaders = groups.Distinct().Select(group => designs[groups.IndexOf(group)]).ToArray();
            Assert.Equal(Enumerable.Range(1, leaders.Length), groups.Distinct());
            for (var i = 0; i < designs.Length; i++)
            {
                Assert.True(groups[i] <= leaders.Length && !TieGroups.Separates(designs[i], leaders[groups[i] - 1], correlation));
                Assert.All(leaders.Take(groups[i] - 1), better => Assert.True(TieGroups.Separates(designs[i], better, correlation)));
            }
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void One_objective_is_enough_to_separate_designs_of_a_front() =>
        Assert.Equal(
            [1, 1, 2],
            TieGroups.Of([[Within(100, 0.1), Certain(7)], [Within(101, 0.1), Certain(7)], [Within(102, 0.1), Certain(6)]], 0).AsEnumerable());

    [Fact]
    public void Values_without_a_ratio_are_separated_where_they_differ()
    {
        Assert.True(TieGroups.Separates(new(0, 0, 1), new(0.5, 0.1, 1), 0));
        Assert.True(TieGroups.Separates(new(-3, -4, 1), new(-2, -4, 1), 0));
        Assert.False(TieGroups.Separates(new(0, 0, 1), new(0, 0, 2), 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => TieGroups.Separates(new(1, 1, 1), new(2, 2, 2), 1.1));
        Assert.Throws<ArgumentOutOfRangeException>(() => TieGroups.Separates(new(1, 1, 1), new(2, 2, 2), double.NaN));
    }

    private static ObjectiveInterval Certain(double value) => ObjectiveInterval.Certain(value);

    private static ObjectiveInterval Within(double value, double error) => new(value, value / (1 + error), value * (1 + error));

    private static StepResult Step(ObjectiveInterval time) => new()
    {
        Operators = [],
        Seconds = time.Value,
        LowSeconds = time.Low,
        HighSeconds = time.High,
        HostBoundSeconds = 0,
        RooflineSeconds = 0,
        Flops = 0,
        ModelFlopUtilisation = 0,
        MemoryBandwidthUtilisation = 0,
    };
}
