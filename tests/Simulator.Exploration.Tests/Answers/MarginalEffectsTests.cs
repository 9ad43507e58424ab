using System.Collections.Immutable;
using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Answers;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Tests.Answers;

public class MarginalEffectsTests
{
    private static readonly ImmutableArray<SweepParameter> Parameters = [new("a", ["x", "y", "z"]), new("b", ["1", "2"])];

    [Fact]
    public void It_agrees_with_two_passes() => Prop.ForAll(Cloud.Of(1, 5, 200), cloud =>
    {
        var effects = Fed(cloud, Enumerable.Range(0, cloud.Points.Length)).ToEffects();
        for (var p = 0; p < Parameters.Length; p++)
        {
            var parameter = p;
            for (var l = 0; l < Parameters[p].Levels.Length; l++)
            {
                var (found, level) = (effects[p].Levels[l], l);
                var here = Enumerable.Range(0, cloud.Points.Length).Where(i => Levels(i)[parameter] == level).ToArray();
                var feasible = here.Where(Feasible).ToArray();
                Assert.Equal((here.Length, feasible.Length, Parameters[p].Levels[l]), (found.Points, found.Feasible, found.Level));
                for (var m = 0; m < cloud.Goals.Length; m++)
                {
                    var objective = m;
                    var sign = cloud.Goals[m] == Goal.Minimise ? 1 : -1;
                    var best = feasible.OrderBy(i => sign * cloud.Points[i][objective]).Take(1);
                    Assert.Equal(feasible.Length == 0 ? null : feasible.Average(i => cloud.Points[i][objective]) + 0.0, found.Means[m] + 0.0, Tolerant);
                    Assert.Equal(best.Select(i => (BestDesign?)new BestDesign(i, cloud.Points[i][objective])).FirstOrDefault(), found.Best[m]);
                }
            }

            for (var m = 0; m < cloud.Goals.Length; m++)
            {
                Assert.Equal(Share(cloud, p, m), effects[p].VarianceShares[m], Tolerant);
            }
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Order_and_parts_change_no_bit() => Prop.ForAll(Cloud.Of(1, 5, 300), Gen.Choose(1, 9).ToArbitrary(), (cloud, parts) =>
    {
        var awkward = cloud with { Points = [.. cloud.Points.Select(point => (double[])[.. point.Select(x => Math.Exp(3 * x) / 3)])] };
        var whole = Fed(awkward, Enumerable.Range(0, awkward.Points.Length)).ToEffects();
        var sum = new MarginalEffects(Parameters, cloud.Goals);
        foreach (var part in awkward.Shuffled(parts).Chunk(1 + awkward.Points.Length / parts))
        {
            sum.Add(Fed(awkward, part));
        }

        Assert.Equal(Bits(whole), Bits(sum.ToEffects()));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_parameter_that_decides_everything_explains_everything_and_an_idle_one_nothing()
    {
        var effects = new MarginalEffects(Parameters, Goal.Minimise);
        for (var i = 0; i < 6; i++)
        {
            effects.Add(i, [i % 3, i / 3], [1e-6 * Math.Pow(2, i % 3)]);
        }

        Assert.True(effects.IsLogarithmic(0));
        Assert.Equal([1, 0], effects.ToEffects().Select(effect => effect.VarianceShares[0]));
    }

    [Fact]
    public void Main_effects_that_add_up_share_the_variance_by_their_squares()
    {
        // -1, 0, 1 by a (variance 2/3) and -2, 2 by b (variance 4): shares 1/7 and 6/7.
        var effects = new MarginalEffects(Parameters, Goal.Maximise);
        for (var i = 0; i < 6; i++)
        {
            effects.Add(i, [i % 3, i / 3], [i % 3 - 1 + 4 * (i / 3) - 2]);
        }

        Assert.False(effects.IsLogarithmic(0));
        Assert.Equal([Math.Round(1 / 7.0, 9), Math.Round(6 / 7.0, 9)], effects.ToEffects().Select(effect => effect.VarianceShares[0]));
    }

    [Fact]
    public void A_large_offset_does_not_drown_a_small_effect()
    {
        var effects = new MarginalEffects([new("a", ["x", "y"])], Goal.Minimise, Goal.Minimise);
        for (var i = 0; i < 100_000; i++)
        {
            effects.Add(i, [i & 1], [1e9 + (i & 1), -1e9 + (i & 1)]);
        }

        var effect = effects.ToEffects()[0];
        Assert.Equal([1, 1], effect.VarianceShares.AsEnumerable());
        Assert.Equal([1e9, 1e9 + 1], effect.Levels.Select(level => level.Means[0]));
    }

    [Fact]
    public void An_objective_that_does_not_vary_has_no_shares()
    {
        var effects = new MarginalEffects(Parameters, Goal.Minimise);
        Assert.Null(effects.ToEffects()[0].VarianceShares[0]);
        for (var i = 0; i < 7; i++)
        {
            effects.Add(i, [i % 3, i % 2], [0.1]);
        }

        Assert.Null(effects.ToEffects()[0].VarianceShares[0]);
    }

    [Fact]
    public void Levels_that_do_not_exist_are_refused()
    {
        var effects = new MarginalEffects(Parameters, Goal.Minimise);
        Assert.Throws<ArgumentException>(() => effects.Add(0, [3, 0], [1]));
        Assert.Throws<ArgumentException>(() => effects.Add(0, [0, -1], [1]));
        Assert.Throws<ArgumentException>(() => effects.AddInfeasible([0]));
        Assert.Throws<ArgumentException>(() => effects.Add(0, [0, 0], [double.NaN]));
        Assert.Throws<ArgumentException>(() => effects.Add(new MarginalEffects(Parameters, Goal.Maximise)));
        Assert.All(effects.ToEffects().SelectMany(effect => effect.Levels), level => Assert.Equal(0, level.Points));
    }

    private static int[] Levels(int i) => [i * 7 % 11 % 3, i * 5 % 7 % 2];

    private static bool Feasible(int i) => i % 5 != 3;

    private static bool Tolerant(double? expected, double? found) =>
        expected is { } e && found is { } f ? Math.Abs(e - f) <= 1e-9 * Math.Max(1, Math.Abs(e)) : expected is null && found is null;

    private static MarginalEffects Fed(Cloud cloud, IEnumerable<int> order)
    {
        var effects = new MarginalEffects(Parameters, cloud.Goals);
        foreach (var i in order)
        {
            if (Feasible(i))
            {
                effects.Add(i, Levels(i), cloud.Points[i]);
            }
            else
            {
                effects.AddInfeasible(Levels(i));
            }
        }

        return effects;
    }

    private static double? Share(Cloud cloud, int parameter, int objective)
    {
        var points = Enumerable.Range(0, cloud.Points.Length).Where(Feasible).ToArray();
        var log = points.All(i => cloud.Points[i][objective] > 0);
        double Value(int i) => log ? Math.Log(cloud.Points[i][objective]) : cloud.Points[i][objective];
        if (points.Select(Value).Distinct().Count() < 2)
        {
            return null;
        }

        var mean = points.Average(Value);
        var total = points.Sum(i => Math.Pow(Value(i) - mean, 2));
        return points.GroupBy(i => Levels(i)[parameter]).Sum(level => level.Count() * Math.Pow(level.Average(Value) - mean, 2)) / total;
    }

    private static string Bits(ImmutableArray<ParameterEffect> effects) => string.Join('\n', effects.Select(effect =>
        $"{effect.Name} {string.Join(' ', effect.VarianceShares)} {string.Join(' ', effect.Levels.Select(Bits))}"));

    private static string Bits(LevelEffect level) => $"{string.Join(' ', level.Means)} {string.Join(' ', level.Best)}";
}
