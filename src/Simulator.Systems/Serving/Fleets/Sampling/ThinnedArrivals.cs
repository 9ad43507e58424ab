using Simulator.Systems.Serving.Arrivals;

namespace Simulator.Systems.Serving.Fleets.Sampling;

/// <summary>
/// The requests that reach a part of a fleet. In turn, as round robin spreads them: exactly what reaches engines spread evenly over the fleet. By chance, as
/// a random split does: of a Poisson process exactly a Poisson process. Requests whose prompts begin alike stay together, so that sessions are whole.
/// </summary>
/// <param name="all">The requests of the whole fleet; none of them may wait for another.</param>
/// <param name="share">The part.</param>
/// <param name="random">Where chance comes from; null to take requests in turn.</param>
public sealed class ThinnedArrivals(IArrivals all, SampleShare share, RandomSource? random) : IArrivals
{
    private long seen;
    private Arrival? next;

    /// <inheritdoc/>
    public double NextSeconds
    {
        get
        {
            while (next is null && !double.IsPositiveInfinity(all.NextSeconds))
            {
                var arrival = all.Take();
                next = Takes(arrival) ? arrival : null;
            }

            return next?.Seconds ?? double.PositiveInfinity;
        }
    }

    /// <inheritdoc/>
    public Arrival Take()
    {
        _ = NextSeconds;
        var taken = next ?? throw new InvalidOperationException("no request is due");
        next = null;
        return taken;
    }

    /// <inheritdoc/>
    public void Leave(in Arrival arrival, double seconds)
    {
    }

    private bool Takes(Arrival arrival) => random is null
        ? (long)((UInt128)(ulong)seen++ * (uint)share.Part % (uint)share.Whole) < share.Part
        : (arrival.Content is { Blocks: [var first, ..] } ? new RandomSource(first).Uniform() : random.Uniform()) * share.Whole < share.Part;
}
