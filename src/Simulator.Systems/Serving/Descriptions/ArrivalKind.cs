namespace Simulator.Systems.Serving.Descriptions;

/// <summary>Where requests come from.</summary>
public enum ArrivalKind
{
    /// <summary>A fixed number of clients, each of which waits for its answer.</summary>
    ClosedLoop,

    /// <summary>A random process of given rate.</summary>
    Random,

    /// <summary>A recorded trace.</summary>
    Trace,
}
