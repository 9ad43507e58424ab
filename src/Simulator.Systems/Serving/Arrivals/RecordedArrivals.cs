namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Requests as they were recorded; read as they are taken, so that a long trace is never in memory as a whole.</summary>
public sealed class RecordedArrivals : IArrivals
{
    private readonly IEnumerator<Arrival> rows;
    private readonly double timeScale;
    private Arrival next;
    private bool due;

    /// <summary>Begins to read.</summary>
    /// <param name="arrivals">The requests in the order of their times.</param>
    /// <param name="timeScale">What all times are multiplied by, above 0: 0.5 is twice the rate.</param>
    /// <param name="rejected">Rows that the reader leaves out, to be shown with the results; null where there are none.</param>
    public RecordedArrivals(IEnumerable<Arrival> arrivals, double timeScale = 1, RejectedRows? rejected = null)
    {
        ArgumentNullException.ThrowIfNull(arrivals);
        (rows, this.timeScale, Rejected) = (arrivals.GetEnumerator(), timeScale, rejected);
        Advance();
    }

    /// <summary>Rows that were left out so far; null where none can be.</summary>
    public RejectedRows? Rejected { get; }

    /// <inheritdoc/>
    public double NextSeconds => due ? next.Seconds : double.PositiveInfinity;

    /// <inheritdoc/>
    public Arrival Take()
    {
        var taken = due ? next : throw new InvalidOperationException("no request is due");
        Advance();
        return taken;
    }

    /// <inheritdoc/>
    public void Leave(in Arrival arrival, double seconds)
    {
    }

    private void Advance()
    {
        due = rows.MoveNext();
        if (due)
        {
            next = rows.Current with { Seconds = rows.Current.Seconds * timeScale };
        }
        else
        {
            rows.Dispose();
        }
    }
}
