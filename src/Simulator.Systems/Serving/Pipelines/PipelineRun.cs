using System.Collections.Immutable;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Pipelines.Graphs;
using Simulator.Systems.Serving.Pipelines.Metrics;
using Simulator.Systems.Serving.Pipelines.Stations;

namespace Simulator.Systems.Serving.Pipelines;

/// <summary>
/// Requests on their way through a graph of calls, on the clock of a simulation. All chance of a visit follows from seed, request, node and round, so that
/// systems of different size get the same requests with the same calls (common random numbers).
/// </summary>
public sealed class PipelineRun : ICallListener
{
    private readonly CallGraph graph;
    private readonly EventCalendar events;
    private readonly PipelineMetrics metrics;
    private readonly ulong seed;
    private readonly int blockTokens;
    private readonly Action<double> bring;
    private ImmutableArray<IStation> stations;
    private IArrivals? arrivals;
    private double next = double.PositiveInfinity;
    private long numbered;

    /// <summary>Prepares a run.</summary>
    /// <param name="graph">The calls of a request.</param>
    /// <param name="events">The clock.</param>
    /// <param name="metrics">Measures.</param>
    /// <param name="seed">Where chance comes from.</param>
    /// <param name="blockTokens">Tokens of the blocks by which prompts of one node are named for prefix caches.</param>
    public PipelineRun(CallGraph graph, EventCalendar events, PipelineMetrics metrics, ulong seed, int blockTokens = 16)
    {
        (this.graph, this.events, this.metrics, this.seed, this.blockTokens, bring) = (graph, events, metrics, seed, blockTokens, Bring);
    }

    /// <summary>Serves requests until all have left, or until a time.</summary>
    /// <param name="to">What takes the calls: the stations of the graph's nodes.</param>
    /// <param name="from">The requests; of their lengths, the prompt is what nodes read as the request's own tokens.</param>
    /// <param name="untilSeconds">When to end at the latest.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public void Run(ImmutableArray<IStation> to, IArrivals from, double untilSeconds = double.PositiveInfinity, CancellationToken cancellation = default)
    {
        (stations, arrivals) = (to, from);
        Ask();
        metrics.Close(events.Run(untilSeconds, cancellation));
    }

    /// <inheritdoc/>
    public void Answered(Call call, double now)
    {
        var of = (NodeCall)call;
        metrics.Answered(of, now);
        if (!of.Request.Failed && --of.Visit.Pending == 0)
        {
            of.Visit.LastWaitSeconds = call.BeganSeconds - call.SubmittedSeconds;
            Done(of.Request, of.Visit, now);
        }
    }

    /// <inheritdoc/>
    public void Rejected(Call call, string reason, double now)
    {
        var request = ((NodeCall)call).Request;
        metrics.CallRejected();
        if (!request.Failed)
        {
            request.Failed = true;
            metrics.Rejected(request, ((NodeCall)call).Visit.Node, reason, now);
            Leave(request, now);
        }
    }

    private void Leave(PipelineRequest request, double now)
    {
        arrivals!.Leave(request.Arrival, now);
        Ask();
    }

    private void Ask()
    {
        var due = arrivals!.NextSeconds;
        if (due < next)
        {
            next = due;
            events.At(due, EventRank.Arrival, bring);
        }
    }

    private void Bring(double now)
    {
        next = double.PositiveInfinity;
        while (arrivals!.NextSeconds <= now)
        {
            var request = new PipelineRequest(numbered++, arrivals.Take(), graph.Nodes.Length);
            metrics.Arrived(now);
            for (var i = 0; i < graph.Nodes.Length; i++)
            {
                request.Waits[i] = graph.Nodes[i].After.Length;
            }

            for (var i = 0; i < graph.Nodes.Length && !request.Failed; i++)
            {
                if (graph.Nodes[i].After.IsEmpty)
                {
                    Begin(request, i, null, now);
                }
            }
        }

        Ask();
    }

    private void Begin(PipelineRequest request, int index, Visit? cause, double now)
    {
        var node = graph.Nodes[index];
        var visit = new Visit(index, cause, now);
        var random = RandomSource.Of(seed, (ulong)request.Number, (ulong)index, (ulong)request.Visits[index]++);
        var skipped = random.Uniform() >= node.Probability;
        visit.Stops = node.Loop is { } loop && random.Uniform() < loop.Stop;
        var calls = skipped ? [] : Calls(request, visit, node, random, now);
        visit.Pending = calls.Length;
        if (calls.Length == 0)
        {
            Done(request, visit, now);
            return;
        }

        metrics.Called(index, calls.Length);
        foreach (var call in calls)
        {
            stations[node.Station].Submit(call, now);
        }
    }

    private NodeCall[] Calls(PipelineRequest request, Visit visit, CallNode node, RandomSource random, double now)
    {
        var index = visit.Node;
        var goesOn = node.KeepsHistory && request.Histories[index] > 0;
        var read = goesOn ? request.Histories[index] : node.Continues is { } before ? request.Histories[before] : 0;
        foreach (var source in goesOn ? graph.ReadAgain[index] : node.Reads)
        {
            read += source == CallNode.Request ? request.Arrival.Shape.InputTokens : request.Outputs[source];
        }

        var calls = new NodeCall[Whole(node.Calls.Draw(random))];
        request.Outputs[index] = 0;
        for (var i = 0; i < calls.Length; i++)
        {
            var (input, output) = (Whole(read + (goesOn ? 0 : node.Input.Draw(random))), Whole(node.Output.Draw(random)));
            request.Outputs[index] += output;
            request.Histories[index] = (long)input + output;
            var content = node.KeepsHistory || node.Continues is not null ? Content(request, node.Continues ?? index, input + (long)output) : null;
            calls[i] = new NodeCall(request, visit, input, output, node.Seconds.Draw(random), now, content);
        }

        return calls;
    }

    // All rounds of a node that keeps its history, and what continues it, are one text, of which each call shows more.
    private PromptContent? Content(PipelineRequest request, int node, long tokens)
    {
        var blocks = (int)Math.Min(int.MaxValue, tokens / blockTokens);
        var text = RandomSource.Mix(((ulong)request.Number << 16) + (ulong)node + 1);
        return blocks > 0 ? new PromptContent(blockTokens, BlockIds.Numbered(text, 0, blocks)) : null;
    }

    private void Done(PipelineRequest request, Visit visit, double now)
    {
        var (index, node) = (visit.Node, graph.Nodes[visit.Node]);
        visit.DoneSeconds = now;
        metrics.Visited(visit);
        if (node.Loop is { } loop && !visit.Stops && ++request.Rounds[index] < loop.MostRounds)
        {
            Repeat(request, index, loop.First, visit, now);
            return;
        }

        if (--request.Open == 0)
        {
            metrics.Finished(request, visit, now);
            Leave(request, now);
            return;
        }

        foreach (var successor in graph.Successors[index])
        {
            if (--request.Waits[successor] == 0 && !request.Failed)
            {
                Begin(request, successor, visit, now);
            }
        }
    }

    private void Repeat(PipelineRequest request, int last, int first, Visit cause, double now)
    {
        foreach (var i in graph.Bodies[last])
        {
            request.Waits[i] = graph.Nodes[i].After.Length;
            request.Rounds[i] = i == last ? request.Rounds[i] : 0;
            request.Open += i == last ? 0 : 1;
        }

        // By the calendar, for rounds that take no time must not nest.
        events.At(now, EventRank.Arrival, begin => Begin(request, first, cause, begin));
    }

    private static int Whole(double tokens) => (int)Math.Clamp(Math.Round(tokens), 0, int.MaxValue);
}
