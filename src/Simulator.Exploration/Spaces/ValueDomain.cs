using Simulator.Hardware.Units;

namespace Simulator.Exploration.Spaces;

/// <summary>What values a parameter accepts.</summary>
public sealed record ValueDomain
{
    private ValueDomain()
    {
    }

    /// <summary>Names: enumerations and ids of descriptions.</summary>
    public static ValueDomain Text { get; } = new() { IsText = true };

    /// <summary>Whether the values are names and not numbers.</summary>
    public bool IsText { get; private init; }

    /// <summary>The dimension of the numbers; <see cref="Dimension.None"/> for pure ones.</summary>
    public Dimension Dimension { get; private init; }

    /// <summary>Whether the numbers must be whole.</summary>
    public bool Whole { get; private init; }

    /// <summary>The smallest number accepted, in SI units.</summary>
    public double Minimum { get; private init; }

    /// <summary>The largest number accepted, in SI units.</summary>
    public double Maximum { get; private init; }

    /// <summary>Numbers; the defaults are those of <see cref="Simulator.Hardware.Descriptions.FieldAttribute"/>.</summary>
    /// <param name="dimension">Their dimension.</param>
    /// <param name="whole">Whether they must be whole (in SI units).</param>
    /// <param name="minimum">The smallest accepted, in SI units. Default: everything above 0.</param>
    /// <param name="maximum">The largest accepted, in SI units.</param>
    /// <returns>The domain.</returns>
    public static ValueDomain Numbers(Dimension dimension = Dimension.None, bool whole = false, double minimum = double.Epsilon, double maximum = 1e30) =>
        new() { Dimension = dimension, Whole = whole, Minimum = minimum, Maximum = maximum };
}
