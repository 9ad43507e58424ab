using Simulator.Hardware.Units;

namespace Simulator.Hardware.Descriptions;

/// <summary>
/// Ties a property of a description to its key in a file: the name, the dimension that a value's unit must have, and the range accepted.
/// The reader, <c>--set</c> and the JSON schema are all derived from it.
/// </summary>
/// <param name="key">The key in the file, in <c>snake_case</c>.</param>
/// <param name="dimension">The dimension of the value; a bare number where a unit is needed is an error.</param>
[AttributeUsage(AttributeTargets.Property)]
public sealed class FieldAttribute(string key, Dimension dimension = Dimension.None) : Attribute
{
    /// <summary>The key in the file.</summary>
    public string Key { get; } = key;

    /// <summary>The dimension of the value.</summary>
    public Dimension Dimension { get; } = dimension;

    /// <summary>The smallest value accepted, in the SI unit of <see cref="Dimension"/>. Default: 0 is excluded, everything above is accepted.</summary>
    public double Minimum { get; init; } = double.Epsilon;

    /// <summary>The largest value accepted, in the SI unit of <see cref="Dimension"/>.</summary>
    public double Maximum { get; init; } = 1e30;

    /// <summary>Whether the value is the id (or path) of another description, which the reader resolves to the property's type. Default: false.</summary>
    public bool Reference { get; init; }
}
