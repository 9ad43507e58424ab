namespace Simulator.Systems.Serving.Fleets;

/// <summary>What a replica is doing as fleets grow and shrink.</summary>
public enum UnitState
{
    /// <summary>It holds no GPUs.</summary>
    Off,

    /// <summary>It holds GPUs and loads weights; it takes no requests yet.</summary>
    Starting,

    /// <summary>It takes requests.</summary>
    Serving,

    /// <summary>It answers what it has and takes nothing more.</summary>
    Draining,
}
