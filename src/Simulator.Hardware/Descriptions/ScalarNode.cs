namespace Simulator.Hardware.Descriptions;

/// <summary>A single value, as text.</summary>
/// <param name="Place">Where the node was written.</param>
/// <param name="Text">The text, without quotes.</param>
/// <param name="Quoted">Whether the text was written in quotes or as a block.</param>
public sealed record ScalarNode(Place Place, string Text, bool Quoted = false) : DescriptionNode(Place)
{
    /// <summary>Whether the value is written as absent: empty, <c>~</c> or <c>null</c>.</summary>
    public bool IsNull => !Quoted && Text is "" or "~" or "null";

    internal override string Kind => "a single value";

    internal override DescriptionNode WithOrigin(ValueSource? inherited) => this with { Origin = inherited };
}
