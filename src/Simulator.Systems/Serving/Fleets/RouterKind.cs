namespace Simulator.Systems.Serving.Fleets;

/// <summary>How a router chooses among engines.</summary>
public enum RouterKind
{
    /// <summary>Each engine in turn.</summary>
    RoundRobin,

    /// <summary>The engine with the fewest requests.</summary>
    LeastLoaded,

    /// <summary>The engine that was given the longest part of the prompt before, unless it is loaded much more than others.</summary>
    PrefixAware,

    /// <summary>Each engine with the same probability.</summary>
    Random,
}
