namespace Simulator.Systems.Serving.Arrivals;

/// <summary>Rows of a trace that are no requests: counted, and the first of them listed.</summary>
public sealed class RejectedRows
{
    private const int Listed = 10;
    private readonly List<string> first = [];

    /// <summary>How many.</summary>
    public long Count { get; private set; }

    /// <summary>The first of them, with lines and reasons.</summary>
    public IReadOnlyList<string> First => first;

    /// <summary>Adds a row.</summary>
    /// <param name="line">Its line in the file, from 1.</param>
    /// <param name="reason">Why it is left out.</param>
    public void Add(int line, string reason)
    {
        Count++;
        if (first.Count < Listed)
        {
            first.Add($"line {line}: {reason}");
        }
    }
}
