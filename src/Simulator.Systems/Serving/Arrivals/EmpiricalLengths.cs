using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Lengths of recorded requests, drawn evenly with replacement; a prompt and its answer stay together.</summary>
/// <param name="recorded">The lengths; at least one.</param>
public sealed class EmpiricalLengths(ImmutableArray<RequestShape> recorded) : ILengths
{
    /// <inheritdoc/>
    public RequestShape Draw(RandomSource random)
    {
        ArgumentNullException.ThrowIfNull(random);
        return recorded[(int)(random.Uniform() * recorded.Length)];
    }
}
