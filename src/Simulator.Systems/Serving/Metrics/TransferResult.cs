namespace Simulator.Systems.Serving.Metrics;

/// <summary>KV caches that travelled between prefill and decode.</summary>
/// <param name="Count">Caches sent.</param>
/// <param name="Bytes">Bytes sent, over all ranks.</param>
/// <param name="Wait">Time from the first token to a place on the decode side, in seconds.</param>
/// <param name="Waited">Sequences for which there was no place at first.</param>
/// <param name="Exposed">Time from there to the arrival of the cache, in seconds: what overlap does not hide.</param>
/// <param name="Stage">Sequences between their first token and the arrival of their cache.</param>
public sealed record TransferResult(long Count, double Bytes, Distribution Wait, long Waited, Distribution Exposed, StageResult Stage)
{
    internal static TransferResult? Of(TransferMetrics? metrics, double seconds) => metrics is null
        ? null
        : new(
            metrics.Count, metrics.Bytes, Distribution.Of(metrics.Wait), metrics.Waited, Distribution.Of(metrics.Exposed),
            StageResult.Of(metrics.Stage, seconds));
}
