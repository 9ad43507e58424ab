namespace Simulator.Systems.Serving.Capacity;

/// <summary>What keeps an engine's batch from being larger.</summary>
public enum SteadyLimit
{
    /// <summary>The engine's limit on sequences.</summary>
    Sequences,

    /// <summary>The memory that is left for the cache.</summary>
    Memory,

    /// <summary>What users are promised.</summary>
    Objective,
}
