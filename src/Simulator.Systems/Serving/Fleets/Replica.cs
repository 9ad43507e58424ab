using Simulator.Systems.Serving.Engines;
using Simulator.Systems.Serving.Events;

namespace Simulator.Systems.Serving.Fleets;

/// <summary>An engine that runs on the clock of a simulation: a step begins whenever there is work and none runs.</summary>
public sealed class Replica
{
    private readonly EventCalendar events;
    private readonly Action<double> begin;
    private readonly Action<double> end;
    private readonly Action<double> ready;
    private double alarm = double.PositiveInfinity;
    private bool busy;

    /// <summary>Puts an engine on a clock.</summary>
    /// <param name="name">Its name in results and time lines.</param>
    /// <param name="engine">The engine.</param>
    /// <param name="events">The clock.</param>
    public Replica(string name, ServingEngine engine, EventCalendar events)
    {
        (Name, Engine, this.events) = (name, engine, events);
        (begin, end, ready) = (Begin, End, Ready);
    }

    /// <summary>A step has ended, with the time; places and blocks may be free again.</summary>
    public event Action<double>? Stepped;

    /// <summary>Its name.</summary>
    public string Name { get; }

    /// <summary>The engine.</summary>
    public ServingEngine Engine { get; }

    /// <summary>Requests that wait or run here, or are on their way here.</summary>
    public int Load => Engine.Waiting + Engine.Running + Engine.Reserved;

    /// <summary>Accepts a request.</summary>
    /// <param name="sequence">The request.</param>
    /// <returns>False where it can never be served here.</returns>
    public bool Submit(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        sequence.Replica = this;
        var accepted = Engine.Submit(sequence, events.Now);
        Wake();
        return accepted;
    }

    /// <summary>Receives a sequence for which a place was reserved.</summary>
    /// <param name="sequence">The sequence, whose cache is here now.</param>
    public void Receive(Sequence sequence)
    {
        ArgumentNullException.ThrowIfNull(sequence);
        sequence.Replica = this;
        Engine.Receive(sequence);
        Wake();
    }

    /// <summary>Gives back the blocks of a sequence that was handed over.</summary>
    /// <param name="sequence">The sequence, whose cache is elsewhere now.</param>
    public void Release(Sequence sequence)
    {
        Engine.Release(sequence);
        Wake();
    }

    /// <summary>Begins a step as this instant ends, unless one runs or is about to begin.</summary>
    public void Wake()
    {
        if (!busy && Engine.HasWork)
        {
            busy = true;
            events.At(events.Now, EventRank.StepBegin, begin);
        }
    }

    private void Begin(double now)
    {
        var until = Engine.Begin(now);
        busy = until > now;
        if (busy)
        {
            events.At(until, EventRank.StepEnd, end);
        }
        else if (Engine.ReadySeconds < alarm)
        {
            alarm = Engine.ReadySeconds;
            events.At(alarm, EventRank.Arrival, ready);
        }
    }

    // What an idle engine waits for has come from another memory.
    private void Ready(double now)
    {
        alarm = double.PositiveInfinity;
        Wake();
    }

    private void End(double now)
    {
        busy = false;
        Engine.End(now);
        Stepped?.Invoke(now);
        Wake();
    }
}
