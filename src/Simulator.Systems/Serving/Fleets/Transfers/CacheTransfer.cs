namespace Simulator.Systems.Serving.Fleets.Transfers;

/// <summary>
/// How long KV caches travel between two engines. A transfer begins when both links are free and lasts its bytes over the slower one; each link is taken
/// for its own part, so that a fast receiver takes from several senders at a time. With layers overlapped, and a place known as the prompt was computed, the
/// first layer goes when it is computed and the last when the prompt is: where transfer takes D, the prompt P and there are L layers, what is seen is
/// max(D / L, D − P·(1 − 1/L)).
/// </summary>
/// <param name="latencySeconds">Of each transfer, at least 0.</param>
/// <param name="layers">Layers of the model, at least 1.</param>
/// <param name="overlap">When the cache travels.</param>
public sealed class CacheTransfer(double latencySeconds, int layers, TransferOverlap overlap)
{
    /// <summary>Sends a cache.</summary>
    /// <param name="bytes">Its bytes over all ranks.</param>
    /// <param name="from">The sender's links.</param>
    /// <param name="to">The receiver's links.</param>
    /// <param name="started">When its prompt began to be computed, in seconds.</param>
    /// <param name="computed">When its prompt was computed.</param>
    /// <param name="placed">When a place was found, not before <paramref name="computed"/>.</param>
    /// <returns>When it has arrived, in seconds; not before <paramref name="placed"/>.</returns>
    public double Send(double bytes, CacheLink from, CacheLink to, double started, double computed, double placed)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var seconds = bytes / Math.Min(from.BytesPerSecond, to.BytesPerSecond);
        var overlapped = overlap == TransferOverlap.Layer && placed <= computed;
        var ready = overlapped ? started + ((computed - started) / layers) : placed;
        var begin = Math.Max(ready, Math.Max(from.FreeSeconds, to.FreeSeconds));
        from.Take(begin, bytes);
        to.Take(begin, bytes);
        var end = overlapped ? Math.Max(begin + seconds, computed + (seconds / layers)) : begin + seconds;
        return end + latencySeconds;
    }
}
