namespace Simulator.Hardware.Descriptions;

/// <summary>A node of a description's tree: a scalar, a sequence or a mapping, which knows where it was written. Immutable.</summary>
/// <param name="Place">Where the node was written.</param>
public abstract record DescriptionNode(Place Place)
{
    /// <summary>Where the value comes from: the nearest <c>source</c> around it in its own file; null where none is stated.</summary>
    public ValueSource? Origin { get; init; }

    /// <summary>The kind of node in words, for messages.</summary>
    internal abstract string Kind { get; }

    /// <summary>This node with <see cref="Origin"/> set, in it and below it, from the nearest <c>source</c> and <c>estimated</c>.</summary>
    /// <param name="inherited">What the nodes around it state.</param>
    internal abstract DescriptionNode WithOrigin(ValueSource? inherited);
}
