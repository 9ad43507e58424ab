using Simulator.Hardware.Errors;
using Simulator.Systems.Serving.Pipelines.Graphs;

namespace Simulator.Systems.Tests.Serving.Pipelines;

public class CallGraphTests
{
    [Fact]
    public void A_cycle_that_is_no_loop_is_refused_and_named() => Refused(
        "nodes.n0.after: n0 -> n1 -> n2 -> n0 wait for each other; accepted: a loop is 'repeat: { from: NODE, stop: PROBABILITY }'",
        Tools.Node(0, 1, 2), Tools.Node(1, 1, 0), Tools.Node(2, 1, 1));

    [Fact]
    public void A_node_that_waits_for_itself_is_refused() => Refused("n0 -> n0 wait for each other", Tools.Node(0, 1, 0));

    [Fact]
    public void A_loop_that_never_stops_is_refused() => Refused(
        "nodes.n1.repeat.stop: the loop never stops; accepted: a probability above 0", Tools.Node(0, 1),
        Tools.Node(1, 1, 0) with { Loop = new CallLoop(0, 0) });

    [Fact]
    public void A_loop_from_a_node_that_does_not_lead_there_is_refused() => Refused(
        "nodes.n1.repeat.from: n2 does not lead here; accepted: this node or one before it",
        Tools.Node(0, 1), Tools.Node(1, 1, 0) with { Loop = new CallLoop(2, 0.5) }, Tools.Node(2, 1, 1));

    [Fact]
    public void A_loop_that_waits_for_a_node_outside_is_refused() => Refused(
        "nodes.n2.after: the loop from n1 waits within it for n0, which is outside",
        Tools.Node(0, 1), Tools.Node(1, 1), Tools.Node(2, 1, 0, 1) with { Loop = new CallLoop(1, 0.5) });

    [Fact]
    public void A_node_that_waits_for_the_middle_of_a_loop_is_refused() => Refused(
        "nodes.n2.after: it waits for n0 within the loop that n1 ends; accepted: after n1",
        Tools.Node(0, 1), Tools.Node(1, 1, 0) with { Loop = new CallLoop(0, 0.5) }, Tools.Node(2, 1, 0));

    [Fact]
    public void A_node_that_reads_what_is_never_there_is_refused() =>
        Refused("nodes.n0.reads: n1 is never done before it", Tools.Node(0, 1) with { Reads = [1] }, Tools.Node(1, 1, 0));

    [Fact]
    public void Within_a_loop_a_node_may_read_what_came_after_it() => Assert.Equal(
        [1], new CallGraph([Tools.Node(0, 1) with { Reads = [CallNode.Request, 1] }, Tools.Node(1, 1, 0) with { Loop = new CallLoop(0, 0.5) }]).ReadAgain[0].ToArray());

    private static void Refused(string problem, params CallNode[] nodes) =>
        Assert.Contains(problem, Assert.Throws<InputException>(() => new CallGraph([.. nodes])).Message, StringComparison.Ordinal);
}
