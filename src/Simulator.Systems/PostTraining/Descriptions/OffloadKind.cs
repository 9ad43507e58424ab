namespace Simulator.Systems.PostTraining.Descriptions;

/// <summary>What the learner leaves on the device while answers are generated on its GPUs.</summary>
public enum OffloadKind
{
    /// <summary>As much as leaves the engine a cache for its answers.</summary>
    Auto,

    /// <summary>Everything.</summary>
    Keep,

    /// <summary>All but master weights and moments, which go to the host's memory.</summary>
    Optimizer,

    /// <summary>Nothing.</summary>
    All,
}
