using FsCheck;
using FsCheck.Fluent;
using Simulator.Systems.Training.Schedules;

namespace Simulator.Systems.Tests.Training;

public class PipelineTests
{
    private const double Forward = 1, Backward = 2;

    [Theory]
    [InlineData(4, 16)]
    [InlineData(8, 8)]
    [InlineData(8, 3)]
    [InlineData(1, 5)]
    public void One_forward_one_backward_has_the_published_bubble(int stages, int microBatches)
    {
        var result = PipelineSimulator.Run(Even(stages, 1, microBatches), ScheduleKind.OneForwardOneBackward);
        Assert.Equal((microBatches + stages - 1) * (Forward + Backward), result.Seconds, 9);
        var bubble = 1 - (microBatches * (Forward + Backward) / result.Seconds);
        Assert.Equal((stages - 1.0) / (microBatches + stages - 1), bubble, 9);
        Assert.Equal(Enumerable.Range(0, stages).Select(s => (double)Math.Min(microBatches, stages - s)), result.PeakKept);
    }

    [Theory]
    [InlineData(4, 2, 8)]
    [InlineData(4, 5, 16)]
    [InlineData(8, 4, 64)]
    public void Interleaving_divides_the_bubble_by_the_parts_of_a_stage(int stages, int parts, int microBatches)
    {
        var result = PipelineSimulator.Run(Even(stages, parts, microBatches), ScheduleKind.OneForwardOneBackward);
        var ideal = microBatches * parts * (Forward + Backward);
        Assert.Equal((stages - 1.0) / (parts * microBatches), (result.Seconds / ideal) - 1, 9);
    }

    [Fact]
    public void All_forward_takes_as_long_and_keeps_every_microbatch()
    {
        var result = PipelineSimulator.Run(Even(4, 1, 16), ScheduleKind.AllForward);
        Assert.Equal(19 * (Forward + Backward), result.Seconds, 9);
        Assert.All(result.PeakKept, kept => Assert.Equal(16, kept));
    }

    [Theory]
    [InlineData(4, 12)]
    [InlineData(8, 32)]
    public void Zero_bubble_waits_less_and_keeps_no_more(int stages, int microBatches)
    {
        var work = Even(stages, 1, microBatches, weight: 1, backward: 1);
        var zero = PipelineSimulator.Run(work, ScheduleKind.ZeroBubble);
        var usual = PipelineSimulator.Run(work, ScheduleKind.OneForwardOneBackward);
        var ideal = 3.0 * microBatches;
        Assert.Equal((stages - 1) * (1.0 + 1 - 1), zero.Seconds - ideal, 9);
        Assert.Equal((stages - 1) * 3.0, usual.Seconds - ideal, 9);
        Assert.All(zero.PeakKept, kept => Assert.True(kept <= usual.PeakKept.Max()));
    }

    [Fact]
    public void Sends_delay_the_first_microbatch_by_every_hop_both_ways()
    {
        var quick = PipelineSimulator.Run(Even(4, 1, 1), ScheduleKind.OneForwardOneBackward);
        var slow = PipelineSimulator.Run(Even(4, 1, 1) with { SendSeconds = 0.5 }, ScheduleKind.OneForwardOneBackward);
        Assert.Equal(6 * 0.5, slow.Seconds - quick.Seconds, 9);
    }

    [Fact]
    public void A_slow_stage_sets_the_pace()
    {
        var even = Even(4, 1, 100);
        var forward = even.Forward.ToArray();
        forward[2] *= 3;
        var result = PipelineSimulator.Run(even with { Forward = forward }, ScheduleKind.OneForwardOneBackward);
        Assert.InRange(result.Seconds, 100 * 5, 100 * 5 + 4 * 5);
    }

    [Fact]
    public void Whatever_the_times_passes_keep_their_order_and_stages_do_one_thing_at_a_time() => Prop.ForAll(
        Cases.ToArbitrary(),
        c =>
        {
            var result = PipelineSimulator.Run(c.Work, c.Kind, record: true);
            var busiest = Enumerable.Range(0, c.Work.Stages).Max(c.Work.Busy);
            return result.Seconds >= busiest - 1e-9 && Ordered(c.Work, result) && Apart(result);
        }).QuickCheckThrowOnFailure();

    private static Gen<(PipelineWork Work, ScheduleKind Kind)> Cases =>
        from kind in Gen.Elements(Enum.GetValues<ScheduleKind>())
        from stages in Gen.Choose(1, 5)
        from parts in kind == ScheduleKind.OneForwardOneBackward ? Gen.Choose(1, 3) : Gen.Constant(1)
        from groups in Gen.Choose(1, 4)
        from seed in Gen.Choose(0, 1 << 20)
        select (Uneven(stages, parts, stages * groups, new Random(seed)), kind);

    private static bool Ordered(PipelineWork work, PipelineResult result)
    {
        var passes = result.Events.ToDictionary(e => (e.Kind, e.Part, e.MicroBatch));
        var last = work.Forward.Length - 1;
        var kinds = result.Events.Any(e => e.Kind == PassKind.Weight) ? 3 : 2;
        return result.Events.Length == kinds * work.Forward.Length * work.MicroBatches && result.Events.All(e => e.Kind switch
        {
            PassKind.Forward => e.Part == 0 || Follows(e, PassKind.Forward, e.Part - 1),
            PassKind.Backward => Follows(e, PassKind.Forward, e.Part) && (e.Part == last || Follows(e, PassKind.Backward, e.Part + 1)),
            _ => Follows(e, PassKind.Backward, e.Part),
        });

        bool Follows(PipelineEvent e, PassKind kind, int part)
        {
            var hop = part % work.Stages == e.Part % work.Stages ? 0 : work.SendSeconds;
            return e.Start >= passes[(kind, part, e.MicroBatch)].End + hop - 1e-9;
        }
    }

    private static bool Apart(PipelineResult result) => result.Events.GroupBy(e => e.Stage).All(stage =>
    {
        var sorted = stage.OrderBy(e => e.Start).ToArray();
        return sorted.Zip(sorted.Skip(1)).All(p => p.Second.Start >= p.First.End - 1e-9);
    });

    private static PipelineWork Even(int stages, int parts, int microBatches, double weight = 0, double backward = Backward)
    {
        var count = stages * parts;
        return new PipelineWork(stages, Filled(count, Forward), Filled(count, backward), Filled(count, weight), Filled(count, 1), 0, microBatches);
    }

    private static PipelineWork Uneven(int stages, int parts, int microBatches, Random r)
    {
        double[] Any() => [.. Enumerable.Range(0, stages * parts).Select(_ => 0.1 + r.NextDouble())];
        return new PipelineWork(stages, Any(), Any(), Any(), Any(), 0.2 * r.NextDouble(), microBatches);
    }

    private static double[] Filled(int count, double value) => [.. Enumerable.Repeat(value, count)];
}
