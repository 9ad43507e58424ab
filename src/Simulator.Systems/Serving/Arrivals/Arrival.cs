namespace Simulator.Systems.Serving.Arrivals;

/// <summary>A request that reaches the server.</summary>
/// <param name="Seconds">When, from the start of the simulation.</param>
/// <param name="Shape">Its lengths.</param>
public readonly record struct Arrival(double Seconds, RequestShape Shape)
{
    /// <summary>What its tokens are, for prefix caches; null where it shares none with any other.</summary>
    public PromptContent? Content { get; init; }

    /// <summary>A number by which the sender knows it again; 0 where none needs to.</summary>
    public int Tag { get; init; }

    /// <summary>The session of which it is a turn, from 0; null where it stands alone.</summary>
    public int? Session { get; init; }
}
