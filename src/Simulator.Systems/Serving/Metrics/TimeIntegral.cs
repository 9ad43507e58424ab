namespace Simulator.Systems.Serving.Metrics;

/// <summary>The integral of a number over time, and its largest value.</summary>
internal struct TimeIntegral
{
    private double last;
    private double level;

    /// <summary>The integral so far, in units times seconds.</summary>
    internal double Area { get; private set; }

    internal double Largest { get; private set; }

    /// <summary>Changes the level.</summary>
    /// <param name="seconds">When; not before the last change.</param>
    /// <param name="by">By how much.</param>
    internal void Change(double seconds, int by)
    {
        if (seconds < last)
            throw new InvalidOperationException(FormattableString.Invariant($"time runs backwards from {last} s to {seconds} s"));
        Area += level * (seconds - last);
        (last, level) = (seconds, level + by);
        Largest = Math.Max(Largest, level);
    }

    /// <summary>Adds a level that held for a time.</summary>
    internal void Hold(double seconds, double held)
    {
        Area += held * seconds;
        Largest = Math.Max(Largest, held);
    }
}
