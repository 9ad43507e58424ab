using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Pipelines;

/// <summary>A request on its way through the graph.</summary>
/// <param name="number">Its number, from 0.</param>
/// <param name="arrival">How it came.</param>
/// <param name="nodes">Nodes of the graph.</param>
internal sealed class PipelineRequest(long number, Arrival arrival, int nodes)
{
    internal long Number { get; } = number;

    internal Arrival Arrival { get; } = arrival;

    /// <summary>Nodes that are not done yet.</summary>
    internal int Open { get; set; } = nodes;

    /// <summary>Whether a call of it was rejected; nothing more is called then.</summary>
    internal bool Failed { get; set; }

    /// <summary>For each node, those that it waits for.</summary>
    internal int[] Waits { get; } = new int[nodes];

    /// <summary>For each node, visits so far.</summary>
    internal int[] Visits { get; } = new int[nodes];

    /// <summary>For each node, rounds so far of the loop that it ends.</summary>
    internal int[] Rounds { get; } = new int[nodes];

    /// <summary>For each node, tokens of its latest output.</summary>
    internal long[] Outputs { get; } = new long[nodes];

    /// <summary>For each node, tokens of its latest input and output.</summary>
    internal long[] Histories { get; } = new long[nodes];
}
