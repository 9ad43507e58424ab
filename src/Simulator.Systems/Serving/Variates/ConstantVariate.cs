using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Variates;

/// <summary>Always the same value; takes no chance.</summary>
/// <param name="Mean">The value, at least 0.</param>
public sealed record ConstantVariate(double Mean) : IVariate
{
    /// <inheritdoc/>
    public double Draw(RandomSource random) => Mean;
}
