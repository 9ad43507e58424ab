using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Answers;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Tests.Answers;

public class TopListTests
{
    [Fact]
    public void It_agrees_with_sorting_everything() => Prop.ForAll(Cloud.Of(1, 1, 200), Gen.Choose(0, 20).ToArbitrary(), (cloud, capacity) =>
    {
        var expected = cloud.Points.Select((point, i) => new BestDesign(i, point[0]))
            .OrderBy(best => cloud.Goals[0] == Goal.Minimise ? best.Value : -best.Value).ThenBy(best => best.Point).Take(capacity);
        var (shuffled, even, odd) = (new TopList(cloud.Goals[0], capacity), new TopList(cloud.Goals[0], capacity), new TopList(cloud.Goals[0], capacity));
        foreach (var i in cloud.Shuffled(capacity))
        {
            shuffled.Add(i, cloud.Points[i][0]);
            (int.IsEvenInteger(i) ? even : odd).Add(i, cloud.Points[i][0]);
        }

        odd.Add(even);
        Assert.Equal(expected, shuffled.ToList());
        Assert.Equal(expected, odd.ToList());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void What_has_no_rank_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new TopList(Goal.Minimise, 3).Add(0, double.NaN));
        Assert.Throws<ArgumentOutOfRangeException>(() => new TopList(Goal.Minimise, -1));
    }
}
