namespace Simulator.Systems.Serving.Events;

/// <summary>Events in the order of their times, then of their ranks, then as they were asked for.</summary>
internal readonly record struct EventOrder(double Seconds, EventRank Rank, long Number) : IComparable<EventOrder>
{
    /// <inheritdoc/>
    public int CompareTo(EventOrder other)
    {
        var order = Seconds.CompareTo(other.Seconds);
        order = order != 0 ? order : ((int)Rank).CompareTo((int)other.Rank);
        return order != 0 ? order : Number.CompareTo(other.Number);
    }
}
