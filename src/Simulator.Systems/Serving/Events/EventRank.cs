namespace Simulator.Systems.Serving.Events;

/// <summary>The order of events of one instant: a step that begins sees all requests that have come and all sequences that have left by then.</summary>
public enum EventRank
{
    /// <summary>A request, or a cache that was transferred, reaches an engine.</summary>
    Arrival,

    /// <summary>A step ends.</summary>
    StepEnd,

    /// <summary>A step begins.</summary>
    StepBegin,

    /// <summary>Something is looked at, after all else.</summary>
    Sample,
}
