using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Variates;

/// <summary>A random variate (Devroye, "Non-Uniform Random Variate Generation", 1986): tokens, calls or seconds, at least 0.</summary>
public interface IVariate
{
    /// <summary>Its expectation.</summary>
    double Mean { get; }

    /// <summary>Draws a value.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <returns>The value, in the unit of <see cref="Mean"/>.</returns>
    double Draw(RandomSource random);
}
