namespace Simulator.Systems.Training.Schedules;

/// <summary>A pass of a microbatch through a part of the pipeline.</summary>
public enum PassKind
{
    /// <summary>Forward.</summary>
    Forward,

    /// <summary>Backward; with zero bubbles the gradient of the input alone.</summary>
    Backward,

    /// <summary>The gradient of the weights, where it runs apart.</summary>
    Weight,
}
