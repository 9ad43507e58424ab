using System.Collections.Immutable;

namespace Simulator.Hardware.Descriptions;

/// <summary>A list.</summary>
/// <param name="Place">Where the node was written.</param>
/// <param name="Items">The items, in order.</param>
public sealed record SequenceNode(Place Place, ImmutableArray<DescriptionNode> Items) : DescriptionNode(Place)
{
    internal override string Kind => "a list";

    internal override DescriptionNode WithOrigin(ValueSource? inherited) =>
        this with { Origin = inherited, Items = [.. Items.Select(item => item.WithOrigin(inherited))] };
}
