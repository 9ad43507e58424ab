namespace Simulator.Systems.Serving.Events;

/// <summary>
/// The clock of a discrete-event simulation. Whoever has something to do asks to be called at a time; events of one time and rank are called in the order
/// in which they were asked for, so that the same inputs give the same run. Not thread-safe.
/// </summary>
public sealed class EventCalendar
{
    private readonly PriorityQueue<(Action<double> Action, bool Background), EventOrder> events = new();
    private long asked;
    private long foreground;

    /// <summary>The time, in seconds from the start.</summary>
    public double Now { get; private set; }

    /// <summary>Asks for a call.</summary>
    /// <param name="seconds">When, not before <see cref="Now"/>; finite.</param>
    /// <param name="rank">Its place among the events of that instant.</param>
    /// <param name="action">What to call, with the time.</param>
    /// <param name="background">Whether the run may end without it: samples, ticks.</param>
    /// <exception cref="InvalidOperationException">The time has passed already, or is no time.</exception>
    public void At(double seconds, EventRank rank, Action<double> action, bool background = false)
    {
        if (!(seconds >= Now) || double.IsInfinity(seconds))
        {
            throw new InvalidOperationException(FormattableString.Invariant($"time runs backwards from {Now} s to {seconds} s"));
        }

        foreground += background ? 0 : 1;
        events.Enqueue((action, background), new EventOrder(seconds, rank, asked++));
    }

    /// <summary>Calls what is due, until nothing is left but background events, or until a time.</summary>
    /// <param name="untilSeconds">When to end at the latest; events at that time are called still, but steps that would begin then.</param>
    /// <param name="cancellation">Ends the run early.</param>
    /// <returns>The end, in seconds.</returns>
    /// <exception cref="OperationCanceledException">The run was ended early.</exception>
    public double Run(double untilSeconds = double.PositiveInfinity, CancellationToken cancellation = default)
    {
        while (foreground > 0 && events.TryPeek(out var next, out var order))
        {
            cancellation.ThrowIfCancellationRequested();
            if (order.Seconds > untilSeconds || (order.Seconds == untilSeconds && order.Rank == EventRank.StepBegin))
            {
                return Now = untilSeconds;
            }

            events.Dequeue();
            foreground -= next.Background ? 0 : 1;
            Now = order.Seconds;
            next.Action(Now);
        }

        return Now;
    }
}
