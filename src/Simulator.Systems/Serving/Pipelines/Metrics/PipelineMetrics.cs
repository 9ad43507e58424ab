using Simulator.Systems.Serving.Metrics;
using Simulator.Systems.Serving.Pipelines.Graphs;

namespace Simulator.Systems.Serving.Pipelines.Metrics;

/// <summary>What is measured of a system of models as a run goes, in memory that does not grow with finished requests.</summary>
/// <param name="graph">The calls of a request.</param>
/// <param name="objectiveSeconds">The longest end-to-end latency that is promised.</param>
public sealed class PipelineMetrics(CallGraph graph, double objectiveSeconds = double.PositiveInfinity)
{
    private const int Listed = 10;
    private readonly NodeMetrics[] nodes = [.. graph.Nodes.Select(_ => new NodeMetrics())];
    private readonly List<string> rejections = [];
    private TimeIntegral inSystem;

    /// <summary>Requests that came.</summary>
    public long ArrivedCount { get; private set; }

    /// <summary>Requests whose nodes are all done.</summary>
    public long FinishedCount { get; private set; }

    /// <summary>Requests of which a call was rejected.</summary>
    public long RejectedCount { get; private set; }

    /// <summary>Calls made.</summary>
    public long Calls { get; private set; }

    /// <summary>Calls answered.</summary>
    public long AnsweredCalls { get; private set; }

    /// <summary>Calls rejected.</summary>
    public long RejectedCalls { get; private set; }

    /// <summary>Finished requests within the objective.</summary>
    public long Kept { get; private set; }

    /// <summary>The end, in seconds.</summary>
    public double EndSeconds { get; private set; }

    /// <summary>Seconds from arrival to the end of the last node, of finished requests.</summary>
    public LogHistogram Latency { get; } = new();

    /// <summary>The first of the rejected requests, with reasons.</summary>
    public IReadOnlyList<string> Rejections => rejections;

    /// <summary>What was measured of each node.</summary>
    public IReadOnlyList<NodeMetrics> Nodes => nodes;

    /// <summary>Requests in the system, averaged over the run.</summary>
    public double MeanInSystem => EndSeconds > 0 ? inSystem.Area / EndSeconds : 0;

    internal void Arrived(double now)
    {
        ArrivedCount++;
        inSystem.Change(now, +1);
    }

    internal void Called(int node, int calls)
    {
        Calls += calls;
        nodes[node].Calls += calls;
    }

    internal void Answered(NodeCall call, double now)
    {
        AnsweredCalls++;
        nodes[call.Visit.Node].WaitSeconds += call.BeganSeconds - call.SubmittedSeconds;
        nodes[call.Visit.Node].ServiceSeconds += now - call.BeganSeconds;
        nodes[call.Visit.Node].Answered++;
    }

    internal void CallRejected() => RejectedCalls++;

    internal void Visited(Visit visit)
    {
        nodes[visit.Node].Visits++;
        nodes[visit.Node].Time.Add(visit.DoneSeconds - visit.ReadySeconds);
    }

    internal void Rejected(PipelineRequest request, int node, string reason, double now)
    {
        RejectedCount++;
        inSystem.Change(now, -1);
        if (rejections.Count < Listed)
        {
            rejections.Add(FormattableString.Invariant($"request at {request.Arrival.Seconds:0.###} s, node {graph.Nodes[node].Name}: {reason}"));
        }
    }

    internal void Finished(PipelineRequest request, Visit last, double now)
    {
        FinishedCount++;
        inSystem.Change(now, -1);
        var latency = now - request.Arrival.Seconds;
        Latency.Add(latency);
        Kept += latency <= objectiveSeconds ? 1 : 0;
        // From the last node back over what each had to wait for: the visits' times are the request's, without gap or overlap.
        for (var visit = last; visit is not null; visit = visit.Cause)
        {
            nodes[visit.Node].CriticalSeconds += visit.DoneSeconds - visit.ReadySeconds;
            nodes[visit.Node].CriticalWaitSeconds += visit.LastWaitSeconds;
        }
    }

    internal void Close(double now)
    {
        EndSeconds = now;
        inSystem.Change(now, 0);
    }
}
