namespace Simulator.Timing.Estimates;

/// <summary>What an operator finds in the L2 cache when it starts.</summary>
public enum L2State
{
    /// <summary>Nothing: every operand comes from device memory.</summary>
    Cold,

    /// <summary>What the same operator left there the last time, as when a benchmark repeats it without flushing.</summary>
    Warm,

    /// <summary>
    /// What a model step leaves: weights and cached keys and values are cold, because gigabytes passed since the last layer of that kind;
    /// the activations that the operator before has just written are warm as far as they fit.
    /// </summary>
    Step,
}
