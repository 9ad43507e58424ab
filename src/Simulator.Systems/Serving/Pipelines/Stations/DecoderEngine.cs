using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;
using Simulator.Systems.Serving.Steps;

namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>One engine of a model that generates tokens. A call is answered when its last token is ready and the host has sent it.</summary>
public sealed class DecoderEngine : IDeviceEngine, IEngineObserver
{
    private readonly Dictionary<Sequence, Call> calls = [];
    private readonly ServingEngine engine;
    private readonly EventCalendar events;
    private readonly ICallListener listener;
    private readonly EngineLoad sums;

    /// <summary>An idle engine.</summary>
    /// <param name="create">Makes the engine that tells this observer.</param>
    /// <param name="events">The clock.</param>
    /// <param name="listener">Is told of answers.</param>
    /// <param name="sums">Sums up what the model's engines do.</param>
    public DecoderEngine(Func<IEngineObserver, ServingEngine> create, EventCalendar events, ICallListener listener, EngineLoad sums)
    {
        ArgumentNullException.ThrowIfNull(create);
        (this.events, this.listener, this.sums) = (events, listener, sums);
        engine = create(this);
    }

    /// <summary>Calls that wait or run.</summary>
    public int Load => calls.Count;

    /// <inheritdoc/>
    public bool HasWork => engine.HasWork;

    /// <summary>Takes a call.</summary>
    /// <param name="call">The call.</param>
    /// <param name="now">When, in seconds.</param>
    public void Submit(Call call, double now)
    {
        ArgumentNullException.ThrowIfNull(call);
        var shape = new RequestShape(Math.Max(1, call.InputTokens), Math.Max(1, call.OutputTokens));
        var sequence = new Sequence(new Arrival(now, shape) { Content = call.Content });
        calls.Add(sequence, call);
        engine.Submit(sequence, now);
    }

    /// <inheritdoc/>
    public double Begin(double now) => engine.Begin(now);

    /// <inheritdoc/>
    public void End(double end) => engine.End(end);

    /// <inheritdoc/>
    public void Rejected(Sequence sequence, string reason, double seconds)
    {
        calls.Remove(sequence, out var call);
        var shape = sequence.Arrival.Shape;
        listener.Rejected(call!, FormattableString.Invariant($"{shape.InputTokens} + {shape.OutputTokens} tokens: {reason}"), seconds);
    }

    /// <inheritdoc/>
    public void Stepped(double start, double end, in StepLoad load, int waiting, long usedBlocks) =>
        sums.Step(end - start, load.DecodeBatch + load.Prompts, load.Tokens);

    /// <inheritdoc/>
    public void Intervals(double seconds, int sequences)
    {
    }

    /// <inheritdoc/>
    public void Preempted() => sums.Preempted();

    /// <inheritdoc/>
    public void Finished(Sequence sequence, double end)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        calls.Remove(sequence, out var call);
        call!.BeganSeconds = sequence.StartedSeconds;
        var host = engine.Settings.Host.RequestSeconds(sequence.Arrival.Shape.InputTokens, 0);
        if (host > 0)
        {
            events.At(end + host, EventRank.Arrival, sent => listener.Answered(call, sent));
        }
        else
        {
            listener.Answered(call, end);
        }
    }
}
