using Simulator.Systems.Serving.Events;

namespace Simulator.Systems.Serving.Pipelines.Stations;

/// <summary>A tool: each call takes a time of its own, on one of a number of servers, first come, first served.</summary>
/// <param name="servers">Calls that run at once, at least 1.</param>
/// <param name="events">The clock.</param>
/// <param name="listener">Is told of answers.</param>
public sealed class ToolStation(int servers, EventCalendar events, ICallListener listener) : IStation
{
    private readonly Queue<Call> waiting = new();
    private int running;

    /// <summary>Server-seconds of the calls that have ended.</summary>
    public double BusySeconds { get; private set; }

    /// <inheritdoc/>
    public void Submit(Call call, double now)
    {
        if (running == servers)
        {
            waiting.Enqueue(call);
            return;
        }

        running++;
        Begin(call, now);
    }

    private void Begin(Call call, double now)
    {
        call.BeganSeconds = now;
        events.At(now + call.Seconds, EventRank.Arrival, end => End(call, end));
    }

    private void End(Call call, double end)
    {
        BusySeconds += end - call.BeganSeconds;
        if (waiting.TryDequeue(out var next))
        {
            Begin(next, end);
        }
        else
        {
            running--;
        }

        listener.Answered(call, end);
    }
}
