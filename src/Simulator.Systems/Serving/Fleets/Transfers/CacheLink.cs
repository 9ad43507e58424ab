namespace Simulator.Systems.Serving.Fleets.Transfers;

/// <summary>The way out of one engine, or into it: the links of all its ranks together, which transfers use one after another.</summary>
/// <param name="bytesPerSecond">What all its ranks send or receive together, above 0.</param>
public sealed class CacheLink(double bytesPerSecond)
{
    /// <summary>What all its ranks send or receive together, in bytes per second.</summary>
    public double BytesPerSecond { get; } = bytesPerSecond;

    /// <summary>When it has carried everything that was put on it, in seconds.</summary>
    public double FreeSeconds { get; private set; }

    /// <summary>The time for which it has carried anything, in seconds.</summary>
    public double BusySeconds { get; private set; }

    /// <summary>Takes the link.</summary>
    /// <param name="begin">From when, in seconds; not before <see cref="FreeSeconds"/>.</param>
    /// <param name="bytes">What it carries.</param>
    internal void Take(double begin, double bytes)
    {
        if (begin < FreeSeconds)
        {
            throw new InvalidOperationException(FormattableString.Invariant($"a link is taken at {begin} s and free from {FreeSeconds} s"));
        }

        BusySeconds += bytes / BytesPerSecond;
        FreeSeconds = begin + (bytes / BytesPerSecond);
    }
}
