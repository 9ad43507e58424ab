using Simulator.Hardware.Errors;
using Simulator.Workloads.Sharding;

namespace Simulator.Workloads.Tests.Sharding;

public class ParallelismTests
{
    [Fact]
    public void Experts_are_shared_by_all_ranks_only_where_batches_differ()
    {
        Assert.Equal((1, 8), (new Parallelism { Tp = 8 }.Ep, new Parallelism { Tp = 8 }.MoeTp));
        Assert.Equal((16, 1), (new Parallelism { Tp = 2, Dp = 8 }.Ep, new Parallelism { Tp = 2, Dp = 8 }.MoeTp));
        Assert.Equal((4, 2), (new Parallelism { Tp = 8, Ep = 4 }.Ep, new Parallelism { Tp = 8, Ep = 4 }.MoeTp));
    }

    [Fact]
    public void An_expert_count_below_one_is_refused() => Assert.Equal("ep", Assert.Throws<InputException>(() => new Parallelism { Ep = 0 }).Key);

    [Fact]
    public void A_group_spans_as_many_nodes_as_it_fills()
    {
        var parallelism = new Parallelism { NodeSize = 8 };
        Assert.Equal((1, 1, 2, 4), (parallelism.Nodes(1), parallelism.Nodes(8), parallelism.Nodes(9), parallelism.Nodes(32)));
    }

    [Theory]
    [InlineData(32, 4)]
    [InlineData(61, 8)]
    [InlineData(7, 7)]
    public void Stages_cover_all_layers_and_differ_by_at_most_one(int layers, int stages)
    {
        var lengths = PipelineStages.Of(layers, stages).Select(r => r.GetOffsetAndLength(layers).Length).ToList();
        Assert.Equal(layers, lengths.Sum());
        Assert.InRange(lengths.Max() - lengths.Min(), 0, 1);
    }

    [Fact]
    public void Shares_round_up_and_groups_never_vanish()
    {
        Assert.Equal(7, Shards.Padded(13, 2));
        Assert.Equal((2, 1, 1), (Shards.Grouped(8, 4), Shards.Grouped(8, 8), Shards.Grouped(2, 8)));
    }
}
