using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Variates;

/// <summary>Whole numbers, drawn evenly.</summary>
/// <param name="Least">The least, at least 0.</param>
/// <param name="Most">The most, not below the least.</param>
public sealed record UniformVariate(int Least, int Most) : IVariate
{
    /// <inheritdoc/>
    public double Mean => ((double)Least + Most) / 2;

    /// <inheritdoc/>
    public double Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return Least + Math.Floor(random.Uniform() * ((double)Most - Least + 1));
    }
}
