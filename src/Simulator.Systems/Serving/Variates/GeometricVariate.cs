using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Variates;

/// <summary>The geometric distribution from 1 on: trials up to the first success.</summary>
/// <param name="Mean">Its mean, at least 1.</param>
public sealed record GeometricVariate(double Mean) : IVariate
{
    /// <inheritdoc/>
    public double Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Mean <= 1 ? 1 : 1 + Math.Floor(-random.Exponential() / Math.Log(1 - (1 / Mean)));
    }
}
