using System.Collections.Immutable;
using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Fleets.Transfers;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>
/// Prompts and answers on different engines (Zhong et al., "DistServe", OSDI 2024). After its first token a sequence takes a place and blocks on a decode
/// engine, its cache travels there, and only then are its blocks on the prefill side free. Where no decode engine has a place it waits, first come first
/// served, and keeps its blocks: prefill stalls in the end.
/// </summary>
public sealed class DisaggregatedFleet : ServingFleet
{
    private readonly EnginePool prefill;
    private readonly EnginePool decode;
    private readonly CacheTransfer transfer;
    private readonly Func<RequestShape, double> bytes;
    private readonly Dictionary<Replica, CacheLink> links = [];
    private readonly Queue<(Sequence Sequence, double Since)> waiting = new();

    /// <summary>Joins two pools.</summary>
    /// <param name="events">The clock of all engines.</param>
    /// <param name="prefill">Engines of the role <see cref="EngineRole.Prefill"/>, and what all ranks of one send together, in bytes per second.</param>
    /// <param name="decode">Engines of the role <see cref="EngineRole.Decode"/>, and what all ranks of one receive together, in bytes per second.</param>
    /// <param name="transfer">How caches travel.</param>
    /// <param name="bytes">Bytes of the cache of a request's prompt.</param>
    /// <param name="metrics">Measures requests.</param>
    public DisaggregatedFleet(
        EventCalendar events, (EnginePool Pool, double BytesPerSecond) prefill, (EnginePool Pool, double BytesPerSecond) decode,
        CacheTransfer transfer, Func<RequestShape, double> bytes, RequestMetrics metrics)
        : base(events, metrics)
    {
        (this.prefill, this.decode, this.transfer, this.bytes) = (prefill.Pool, decode.Pool, transfer, bytes);
        Pools = [this.prefill, this.decode];
        foreach (var (pool, bandwidth) in (ReadOnlySpan<(EnginePool, double)>)[prefill, decode])
        {
            foreach (var engine in pool.Engines)
            {
                links.Add(engine, new CacheLink(bandwidth));
            }
        }

        this.prefill.Stage.Handed += HandOver;
        foreach (var engine in this.decode.Engines)
        {
            engine.Stepped += now => Retry(engine, now);
        }

        this.decode.Changed += RetryAll;
    }

    /// <inheritdoc/>
    public override ImmutableArray<EnginePool> Pools { get; }

    /// <inheritdoc/>
    public override TransferMetrics Transfers { get; } = new();

    /// <summary>Sequences whose first token is made and which have no place on the decode side yet.</summary>
    public int WaitingForPlace => waiting.Count;

    /// <inheritdoc/>
    public override void Submit(Sequence sequence)
    {
        if (!decode.CanHold(sequence))
        {
            Requests.Rejected(sequence, "longer than the decode side's KV cache", Events.Now);
            return;
        }

        prefill.Submit(sequence);
    }

    private void HandOver(Sequence sequence, double now)
    {
        Transfers.Stage.Enter(sequence, now);
        if (waiting.Count > 0 || Place(sequence) is not { } target)
        {
            waiting.Enqueue((sequence, now));
            return;
        }

        Send(sequence, target, now, now);
    }

    private Replica? Place(Sequence sequence)
    {
        var chosen = decode.Choose(sequence);
        return chosen.Engine.TryReserve(sequence) ? chosen : decode.Serving.FirstOrDefault(r => r != chosen && r.Engine.TryReserve(sequence));
    }

    private void Retry(Replica engine, double now)
    {
        while (waiting.TryPeek(out var next) && decode.Serves(engine) && engine.Engine.TryReserve(next.Sequence))
        {
            waiting.Dequeue();
            Send(next.Sequence, engine, next.Since, now);
        }
    }

    private void RetryAll()
    {
        foreach (var engine in decode.Serving.ToArray())
        {
            Retry(engine, Events.Now);
        }
    }

    private void Send(Sequence sequence, Replica target, double computed, double now)
    {
        var source = sequence.Replica!;
        var size = bytes(sequence.Arrival.Shape);
        var end = transfer.Send(size, links[source], links[target], sequence.StartedSeconds, computed, now);
        Transfers.Sent(size, now - computed, end - now);
        Events.At(end, EventRank.Arrival, at =>
        {
            Transfers.Stage.Leave(sequence, at);
            decode.Stage.Enter(sequence, at);
            source.Release(sequence);
            target.Receive(sequence);
        });
    }
}
