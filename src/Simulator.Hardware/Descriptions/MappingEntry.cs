namespace Simulator.Hardware.Descriptions;

/// <summary>A key of a mapping and its value.</summary>
/// <param name="Key">The key.</param>
/// <param name="Place">Where the key was written.</param>
/// <param name="Value">The value.</param>
public sealed record MappingEntry(string Key, Place Place, DescriptionNode Value);
