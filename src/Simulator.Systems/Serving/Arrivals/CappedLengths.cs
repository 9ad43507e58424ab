namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Lengths cut to the longest that are allowed.</summary>
/// <param name="lengths">The lengths.</param>
/// <param name="maxInput">The longest prompt, at least 1.</param>
/// <param name="maxOutput">The longest answer, at least 1.</param>
public sealed class CappedLengths(ILengths lengths, int maxInput, int maxOutput) : ILengths
{
    /// <inheritdoc/>
    public RequestShape Draw(RandomSource random)
    {
        var (input, output) = lengths.Draw(random);
        return new RequestShape(Math.Min(input, maxInput), Math.Min(output, maxOutput));
    }
}
