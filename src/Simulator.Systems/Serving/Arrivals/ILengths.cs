namespace Simulator.Systems.Serving.Arrivals;

/// <summary>A distribution of prompt and answer lengths.</summary>
public interface ILengths
{
    /// <summary>Draws the lengths of one request.</summary>
    /// <param name="random">Where chance comes from.</param>
    /// <returns>The lengths.</returns>
    RequestShape Draw(RandomSource random);
}
