namespace Simulator.Systems.Serving.Metrics;

/// <summary>What was measured of KV caches between prefill and decode.</summary>
public sealed class TransferMetrics
{
    /// <summary>Sequences between their first token and the arrival of their cache.</summary>
    public PoolMetrics Stage { get; } = new();

    /// <summary>Caches sent.</summary>
    public long Count { get; private set; }

    /// <summary>Bytes sent, over all ranks.</summary>
    public double Bytes { get; private set; }

    /// <summary>Time from the first token to a place on the decode side.</summary>
    public LogHistogram Wait { get; } = new();

    /// <summary>Time from that place, or the first token, to the arrival of the cache: what overlap does not hide.</summary>
    public LogHistogram Exposed { get; } = new();

    /// <summary>Sequences for which there was no place at first.</summary>
    public long Waited { get; private set; }

    /// <summary>A cache is sent.</summary>
    /// <param name="bytes">Its bytes.</param>
    /// <param name="waitSeconds">For how long it waited for a place.</param>
    /// <param name="exposedSeconds">For how long it travels after that.</param>
    public void Sent(double bytes, double waitSeconds, double exposedSeconds)
    {
        Count++;
        Bytes += bytes;
        Waited += waitSeconds > 0 ? 1 : 0;
        Wait.Add(waitSeconds);
        Exposed.Add(exposedSeconds);
    }
}
