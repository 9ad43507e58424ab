using FsCheck;
using FsCheck.Fluent;
using Simulator.Exploration.Answers;
using Simulator.Exploration.Results;

namespace Simulator.Exploration.Tests.Answers;

public class ParetoArchiveTests
{
    [Fact]
    public void It_holds_what_nothing_beats_and_the_lowest_of_equals() => Prop.ForAll(Cloud.Any, cloud =>
    {
        var expected = cloud.Points.Select((point, i) => (Point: point, Index: i))
            .Where(candidate => !cloud.Points.Any(other => cloud.Beats(other, candidate.Point)))
            .GroupBy(member => string.Join(' ', member.Point))
            .Select(same => $"{same.Min(member => member.Index)}: {same.Key} +{same.Count() - 1}")
            .Order(StringComparer.Ordinal);
        Assert.Equal(expected, Archive(cloud, Enumerable.Range(0, cloud.Points.Length)).Front().Select(Text).Order(StringComparer.Ordinal));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_arrival_does_not_matter() => Prop.ForAll(Cloud.Any, Gen.Choose(0, int.MaxValue - 1).ToArbitrary(), (cloud, seed) =>
        Assert.Equal(Texts(Archive(cloud, Enumerable.Range(0, cloud.Points.Length))), Texts(Archive(cloud, cloud.Shuffled(seed)))))
        .QuickCheckThrowOnFailure();

    [Fact]
    public void Sets_of_parts_add_up_to_the_set_of_the_whole() => Prop.ForAll(Cloud.Any, Gen.Choose(1, 7).ToArbitrary(), (cloud, parts) =>
    {
        var whole = Archive(cloud, Enumerable.Range(0, cloud.Points.Length));
        var sum = new ParetoArchive(cloud.Goals);
        for (var part = parts - 1; part >= 0; part--)
        {
            sum.Add(Archive(cloud, Enumerable.Range(0, cloud.Points.Length).Where(i => i % parts == part)));
        }

        Assert.Equal(Texts(whole), Texts(sum));
        Assert.Equal(whole.Count, sum.Front().Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_point_is_covered_where_a_member_is_as_good_everywhere() => Prop.ForAll(Cloud.Any, cloud =>
    {
        var half = cloud.Points.Length / 2;
        var archive = Archive(cloud, Enumerable.Range(0, half));
        return cloud.Points.Skip(half).All(point => archive.Covers(point) == cloud.Points.Take(half).Any(member => cloud.Covers(member, point)));
    }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(2, 3000)]
    [InlineData(3, 2500)]
    [InlineData(6, 1500)]
    public void Large_fronts_of_many_blocks_come_out_whole(int objectives, int count)
    {
        // Points on a sphere beat none of each other; each is followed by a worse one, and preceded by another that it beats.
        var random = new Random(1);
        var archive = new ParetoArchive(new Goal[objectives]);
        for (var i = 0; i < count; i++)
        {
            var direction = Enumerable.Range(0, objectives).Select(_ => random.NextDouble() + 0.01).ToArray();
            var point = direction.Select(x => 2 - x / Math.Sqrt(direction.Sum(y => y * y))).ToArray();
            archive.Add(3 * i, [.. point.Select(x => x + 1e-9)]);
            Assert.True(archive.Add(3 * i + 1, point));
            Assert.False(archive.Add(3 * i + 2, [.. point.Select(x => x + 1e-3)]));
        }

        Assert.Equal(count, archive.Count);
        Assert.Equal(Enumerable.Range(0, count).Select(i => 3L * i + 1), archive.Front().Select(member => member.Index).Order());
    }

    [Fact]
    public void The_front_is_ordered_best_first_by_the_first_objective() => Prop.ForAll(Cloud.Any, cloud =>
    {
        var values = Archive(cloud, Enumerable.Range(0, cloud.Points.Length)).Front().Select(member => member.Objectives[0]).ToArray();
        Assert.Equal(cloud.Goals[0] == Goal.Minimise ? values.Order() : values.OrderDescending(), values);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Points_that_cannot_be_compared_are_refused()
    {
        var archive = new ParetoArchive(Goal.Minimise, Goal.Maximise);
        Assert.Throws<ArgumentException>(() => archive.Add(0, [1, double.NaN]));
        Assert.Throws<ArgumentException>(() => archive.Add(0, [double.PositiveInfinity, 1]));
        Assert.Throws<ArgumentException>(() => archive.Add(0, [1]));
        Assert.Throws<ArgumentException>(() => archive.Add(new ParetoArchive(Goal.Minimise, Goal.Minimise)));
        Assert.Throws<ArgumentException>(() => new ParetoArchive());
        Assert.Throws<ArgumentException>(() => new ParetoArchive(new Goal[9]));
        Assert.Equal(0, archive.Count);
    }

    private static ParetoArchive Archive(Cloud cloud, IEnumerable<int> order)
    {
        var archive = new ParetoArchive(cloud.Goals);
        foreach (var i in order)
        {
            archive.Add(i, cloud.Points[i]);
        }

        return archive;
    }

    private static IEnumerable<string> Texts(ParetoArchive archive) => archive.Front().Select(Text);

    private static string Text(ParetoPoint member) => $"{member.Index}: {string.Join(' ', member.Objectives)} +{member.Duplicates}";
}
