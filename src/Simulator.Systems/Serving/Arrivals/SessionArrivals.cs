namespace Simulator.Systems.Serving.Arrivals;

/// <summary>
/// Conversations of several turns. A turn comes when the one before has been answered and its user has thought; new sessions come by a random process,
/// or, without one, a fixed number is held at once and each that ends is followed by another.
/// </summary>
public sealed class SessionArrivals : IArrivals
{
    private readonly RenewalProcess? process;
    private readonly ILengths lengths;
    private readonly SessionSettings settings;
    private readonly ulong seed;
    private readonly Dictionary<int, Session> active = [];
    private readonly PriorityQueue<Session, (double Seconds, long Number)> due = new();
    private long left;
    private long asked;
    private int begun;

    /// <summary>Sessions that come by a random process.</summary>
    /// <param name="process">When sessions begin.</param>
    /// <param name="requests">Turns of all sessions together.</param>
    /// <param name="lengths">New tokens of a turn, and its answer.</param>
    /// <param name="settings">What sessions are like.</param>
    /// <param name="seed">Where their chance comes from.</param>
    public SessionArrivals(RenewalProcess process, long requests, ILengths lengths, SessionSettings settings, ulong seed)
        : this(lengths, settings, requests, seed)
    {
        this.process = process;
    }

    /// <summary>A fixed number of sessions at once; all begin at time 0.</summary>
    /// <param name="concurrency">Sessions at once, at least 1.</param>
    /// <param name="requests">Turns of all sessions together.</param>
    /// <param name="lengths">New tokens of a turn, and its answer.</param>
    /// <param name="settings">What sessions are like.</param>
    /// <param name="seed">Where their chance comes from.</param>
    public SessionArrivals(int concurrency, long requests, ILengths lengths, SessionSettings settings, ulong seed)
        : this(lengths, settings, requests, seed)
    {
        for (var i = 0; i < concurrency; i++)
        {
            Ask(Begin(), 0);
        }
    }

    private SessionArrivals(ILengths lengths, SessionSettings settings, long requests, ulong seed) =>
        (this.lengths, this.settings, left, this.seed) = (lengths, settings, requests, seed);

    /// <inheritdoc/>
    public double NextSeconds => left <= 0 ? double.PositiveInfinity : Math.Min(
        process?.NextSeconds ?? double.PositiveInfinity, due.TryPeek(out _, out var next) ? next.Seconds : double.PositiveInfinity);

    /// <inheritdoc/>
    public Arrival Take()
    {
        var seconds = NextSeconds;
        if (double.IsInfinity(seconds))
        {
            throw new InvalidOperationException("no request is due");
        }

        left--;
        if (due.TryPeek(out var waiting, out var next) && next.Seconds <= seconds)
        {
            due.Dequeue();
            return waiting.Turn(seconds);
        }

        process!.Advance();
        return Begin().Turn(seconds);
    }

    /// <inheritdoc/>
    public void Leave(in Arrival arrival, double seconds)
    {
        var number = arrival.Session ?? throw new InvalidOperationException("a request that left is of no session");
        var session = active[number];
        if (session.TryGoOn(out var think))
        {
            Ask(session, seconds + think);
            return;
        }

        active.Remove(number);
        if (process is null)
        {
            Ask(Begin(), seconds);
        }
    }

    private Session Begin()
    {
        var session = new Session(begun, seed, settings, lengths);
        active.Add(begun++, session);
        return session;
    }

    private void Ask(Session session, double seconds) => due.Enqueue(session, (seconds, asked++));
}
