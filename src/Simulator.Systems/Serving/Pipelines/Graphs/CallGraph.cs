using System.Collections.Immutable;
using Simulator.Hardware.Errors;

namespace Simulator.Systems.Serving.Pipelines.Graphs;

/// <summary>
/// The calls of one request to a system of models: nodes in the order of their dependences, with loops that are whole: their nodes wait for nothing outside
/// but through the first node, and nothing outside waits for them but through the last.
/// </summary>
public sealed class CallGraph
{
    /// <summary>Checks a graph.</summary>
    /// <param name="nodes">The nodes; at least one. Indices are those of this list.</param>
    /// <exception cref="InputException">It has a cycle that is no loop, a loop that is not whole, or a node that reads what is never there.</exception>
    public CallGraph(ImmutableArray<CallNode> nodes)
    {
        Nodes = nodes;
        Successors = [.. nodes.Select((_, i) => Enumerable.Range(0, nodes.Length).Where(j => nodes[j].After.Contains(i)).ToImmutableArray())];
        CheckCycles();
        Bodies = [.. nodes.Select((n, i) => n.Loop is null ? ImmutableArray<int>.Empty : Body(n.Loop, i))];
        CheckReads();
        ReadAgain = [.. nodes.Select((n, i) => n.Reads.Where(r => Bodies.Any(b => b.Contains(i) && b.Contains(r))).ToImmutableArray())];
    }

    /// <summary>The nodes.</summary>
    public ImmutableArray<CallNode> Nodes { get; }

    /// <summary>For each node, those that wait for it.</summary>
    public ImmutableArray<ImmutableArray<int>> Successors { get; }

    /// <summary>For each node that ends a loop, the nodes of the loop; empty for the others.</summary>
    public ImmutableArray<ImmutableArray<int>> Bodies { get; }

    /// <summary>For each node, those that it reads which are called again with it in a loop.</summary>
    public ImmutableArray<ImmutableArray<int>> ReadAgain { get; }

    private void CheckCycles()
    {
        // Kahn's algorithm: what is left waits for itself.
        var waiting = Nodes.Select(n => n.After.Length).ToArray();
        var ready = new Queue<int>(Enumerable.Range(0, Nodes.Length).Where(i => waiting[i] == 0));
        var done = 0;
        for (; ready.TryDequeue(out var node); done++)
        {
            foreach (var next in Successors[node].Where(n => --waiting[n] == 0))
            {
                ready.Enqueue(next);
            }
        }

        if (done < Nodes.Length)
        {
            var cycle = Cycle(Enumerable.Range(0, Nodes.Length).First(i => waiting[i] > 0), waiting);
            var names = string.Join(" -> ", cycle.Select(i => Nodes[i].Name));
            const string Loop = "a loop is 'repeat: { from: NODE, stop: PROBABILITY }' at its last node";
            throw Refused(cycle[0], "after", $"{names} wait for each other; accepted: {Loop}");
        }
    }

    private List<int> Cycle(int start, int[] waiting)
    {
        var path = new List<int>();
        for (var node = start; ; node = Nodes[node].After.First(i => waiting[i] > 0))
        {
            var seen = path.IndexOf(node);
            if (seen >= 0)
            {
                path = path[seen..];
                path.Add(node);
                path.Reverse();
                return path;
            }

            path.Add(node);
        }
    }

    private ImmutableArray<int> Body(CallLoop loop, int last)
    {
        if (!(loop.Stop > 0))
        {
            throw Refused(last, "repeat.stop", "the loop never stops; accepted: a probability above 0");
        }

        var body = Enumerable.Range(0, Nodes.Length).Where(i => Reaches(loop.First, i, false) && Reaches(i, last, false)).ToImmutableArray();
        var first = Nodes[loop.First].Name;
        if (body.IsEmpty)
        {
            throw Refused(last, "repeat.from", $"{first} does not lead here; accepted: this node or one before it");
        }

        foreach (var i in body)
        {
            if (i != loop.First && Nodes[i].After.FirstOrDefault(a => !body.Contains(a), -1) is >= 0 and var before)
            {
                var problem = $"the loop from {first} waits within it for {Nodes[before].Name}, which is outside";
                throw Refused(i, "after", $"{problem}; accepted: that {first} waits for it");
            }

            if (i != last && Successors[i].FirstOrDefault(s => !body.Contains(s), -1) is >= 0 and var behind)
            {
                var end = Nodes[last].Name;
                throw Refused(behind, "after", $"it waits for {Nodes[i].Name} within the loop that {end} ends; accepted: after {end}");
            }
        }

        return body;
    }

    private void CheckReads()
    {
        for (var i = 0; i < Nodes.Length; i++)
        {
            if (Nodes[i].Continues is { } before && (before == i || !Reaches(before, i, true)))
            {
                throw Refused(i, "continues", $"{Nodes[before].Name} is never done before it; accepted: a node before it");
            }

            if (Nodes[i].Reads.FirstOrDefault(r => r != CallNode.Request && (r == i || !Reaches(r, i, true)), CallNode.Request) is >= 0 and var never)
            {
                throw Refused(i, "reads", $"{Nodes[never].Name} is never done before it; accepted: request, or a node before it");
            }
        }
    }

    /// <summary>Whether one node leads to another, or is it.</summary>
    private bool Reaches(int from, int to, bool throughLoops)
    {
        var seen = new HashSet<int>();
        var open = new Stack<int>([from]);
        while (open.TryPop(out var node))
        {
            if (node == to)
            {
                return true;
            }

            if (seen.Add(node))
            {
                foreach (var next in throughLoops && Nodes[node].Loop is { } loop ? Successors[node].Add(loop.First) : Successors[node])
                {
                    open.Push(next);
                }
            }
        }

        return false;
    }

    private InputException Refused(int node, string key, string problem) => new(problem, key: $"nodes.{Nodes[node].Name}.{key}");
}
