using Simulator.Systems.Serving.Events;

namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>
/// GPUs on which one engine or several take turns: one step at a time, the engines with work in a circle. Time-sharing of a GPU by processes works like
/// that (time slices, no two kernels at once); spatial sharing (MPS, MIG) is not modelled. A switch costs nothing.
/// </summary>
/// <param name="events">The clock.</param>
public sealed class Device(EventCalendar events)
{
    private readonly List<IDeviceEngine> engines = [];
    private readonly List<double> busySeconds = [];
    private bool busy;
    private int turn;
    private double began;

    /// <summary>Seconds in which each engine's steps ran, in the order in which the engines were added; of steps that have ended.</summary>
    public IReadOnlyList<double> BusySeconds => busySeconds;

    /// <summary>Adds an engine.</summary>
    /// <param name="engine">The engine.</param>
    public void Add(IDeviceEngine engine)
    {
        engines.Add(engine);
        busySeconds.Add(0);
    }

    /// <summary>Begins a step as this instant ends, unless one runs or is about to begin.</summary>
    public void Wake()
    {
        if (!busy && engines.Exists(e => e.HasWork))
        {
            busy = true;
            events.At(events.Now, EventRank.StepBegin, Begin);
        }
    }

    private void Begin(double now)
    {
        for (var i = 0; i < engines.Count; i++)
        {
            var next = (turn + i) % engines.Count;
            var until = engines[next].HasWork ? engines[next].Begin(now) : now;
            if (until > now)
            {
                (turn, began) = (next, now);
                events.At(until, EventRank.StepEnd, End);
                return;
            }
        }

        busy = false;
    }

    private void End(double now)
    {
        var ended = turn;
        busySeconds[ended] += now - began;
        turn = (ended + 1) % engines.Count;
        busy = false;
        engines[ended].End(now);
        Wake();
    }
}
