using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Tests.Runs;

public class ShardTests
{
    [Fact]
    public void Parts_join_without_gap_and_differ_by_one_point_at_most()
    {
        var sizes = from count in Gen.Choose(1, 2000) from points in Gen.Choose(0, int.MaxValue) select (count, points: (long)points * 37);
        Prop.ForAll(sizes.ToArbitrary(), space =>
        {
            var ranges = Enumerable.Range(1, space.count).Select(i => new Shard(i, space.count).Range(space.points)).ToArray();
            Assert.Equal(0, ranges[0].First);
            Assert.Equal(space.points, ranges[^1].End);
            Assert.All(ranges.Zip(ranges.Skip(1)), pair => Assert.Equal(pair.First.End, pair.Second.First));
            Assert.InRange(ranges.Max(r => r.End - r.First) - ranges.Min(r => r.End - r.First), 0, 1);
        }).QuickCheckThrowOnFailure();
    }

    [Theory]
    [InlineData("0/3")]
    [InlineData("4/3")]
    [InlineData("1")]
    [InlineData("1/0")]
    [InlineData("-1/3")]
    [InlineData("1/1000000")]
    [InlineData("a/b")]
    public void Anything_else_is_one_line(string text) => Assert.Contains("accepted", Assert.Throws<InputException>(() => Shard.Parse(text)).Message, StringComparison.Ordinal);
}
