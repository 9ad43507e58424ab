namespace Simulator.Systems.Serving.Pipelines;

/// <summary>One round of a node for one request.</summary>
/// <param name="node">The node's index.</param>
/// <param name="cause">The visit whose end let it begin; null where the request's arrival did.</param>
/// <param name="readySeconds">When it could begin.</param>
internal sealed class Visit(int node, Visit? cause, double readySeconds)
{
    internal int Node { get; } = node;

    internal Visit? Cause { get; } = cause;

    internal double ReadySeconds { get; } = readySeconds;

    internal double DoneSeconds { get; set; }

    /// <summary>Calls that are not answered yet.</summary>
    internal int Pending { get; set; }

    /// <summary>What its last call to be answered waited for its first step.</summary>
    internal double LastWaitSeconds { get; set; }

    /// <summary>Whether the loop that its node ends stops after this round.</summary>
    internal bool Stops { get; set; }
}
