using System.Collections.Immutable;
using Simulator.Systems.Serving.Variates;

namespace Simulator.Systems.Serving.Pipelines.Graphs;

/// <summary>A node of a graph of calls: what is called, how often, with what, and after which others.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Station">The index of the model's engine or of the tool that is called.</param>
public sealed record CallNode(string Name, int Station)
{
    /// <summary>The reader's number of a request's own tokens.</summary>
    public const int Request = -1;

    /// <summary>Nodes that must be done before it begins; none for a node that begins with the request.</summary>
    public ImmutableArray<int> After { get; init; } = [];

    /// <summary>Nodes whose latest output is a part of each call's input; <see cref="Request"/> for the request's own tokens.</summary>
    public ImmutableArray<int> Reads { get; init; } = [];

    /// <summary>Further tokens of each call's input: tokens of text, patches of images.</summary>
    public IVariate Input { get; init; } = new ConstantVariate(0);

    /// <summary>Tokens of each call's output.</summary>
    public IVariate Output { get; init; } = new ConstantVariate(0);

    /// <summary>What a call takes by itself, in seconds: of tools.</summary>
    public IVariate Seconds { get; init; } = new ConstantVariate(0);

    /// <summary>Calls at once; the node is done when all are. Rounded; at 0 it is done at once.</summary>
    public IVariate Calls { get; init; } = new ConstantVariate(1);

    /// <summary>The probability that it is called at all, from 0 to 1; else it is done at once.</summary>
    public double Probability { get; init; } = 1;

    /// <summary>
    /// Whether each round's input is input and output of the round before and what its loop has made since: an agent's growing context.
    /// <see cref="Input"/> and what was read from outside the loop are in it since the first round.
    /// </summary>
    public bool KeepsHistory { get; init; }

    /// <summary>The node whose latest input and output its input begins with; null where there is none.</summary>
    public int? Continues { get; init; }

    /// <summary>The loop that it ends; null where it ends none.</summary>
    public CallLoop? Loop { get; init; }
}
