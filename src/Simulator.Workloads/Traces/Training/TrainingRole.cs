namespace Simulator.Workloads.Traces.Training;

/// <summary>How an operator of a training step may be placed in time.</summary>
public enum TrainingRole
{
    /// <summary>On the main stream, in order.</summary>
    Compute,

    /// <summary>On the main stream; belongs to a weight's gradient, which nothing but the optimizer waits for.</summary>
    WeightGradient,

    /// <summary>Adds a weight's gradient to the sum over microbatches: memory traffic that can run beside the product that made it.</summary>
    Accumulation,

    /// <summary>An exchange of a tensor-parallel group, which can be pipelined with the product beside it.</summary>
    TensorExchange,

    /// <summary>An exchange of a context-parallel group, which can run beside the attention of the keys at hand.</summary>
    ContextExchange,

    /// <summary>An exchange of an expert-parallel group, between router and experts.</summary>
    ExpertExchange,
}
