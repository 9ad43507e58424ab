using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;

namespace Simulator.Exploration.Designs;

/// <summary>A value of one of a design's descriptions.</summary>
/// <param name="name">The path with its first part, such as <c>gpu.memory.bandwidth</c>.</param>
/// <param name="field">The value inside the description.</param>
internal abstract class FieldTarget(string name, DescriptionField field) : DesignTarget(name)
{
    /// <inheritdoc/>
    public override bool IsNumber => Field.IsNumber;

    /// <inheritdoc/>
    public override bool IsWhole => Field.IsWhole;

    /// <inheritdoc/>
    public override Dimension Dimension => Field.Dimension;

    /// <inheritdoc/>
    public override double Minimum => Field.Minimum;

    /// <inheritdoc/>
    public override double Maximum => Field.Maximum;

    /// <summary>The value inside the description.</summary>
    protected DescriptionField Field { get; } = field;

    /// <inheritdoc/>
    public override object Boxed(double value) => Field.Boxed(value);

    /// <inheritdoc/>
    public override object Parse(string text)
    {
        try
        {
            return Field.Parse(text);
        }
        catch (InputException error) when (error.Key is null)
        {
            throw new InputException(error.Problem, key: Name, inner: error);
        }
    }
}
