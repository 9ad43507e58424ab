using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Variates;

/// <summary>The exponential distribution.</summary>
/// <param name="Mean">Its mean, above 0.</param>
public sealed record ExponentialVariate(double Mean) : IVariate
{
    /// <inheritdoc/>
    public double Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Mean * random.Exponential();
    }
}
