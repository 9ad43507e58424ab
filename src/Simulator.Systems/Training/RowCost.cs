using Simulator.Timing.Estimates;
using Simulator.Workloads.Traces.Training;

namespace Simulator.Systems.Training;

/// <summary>One operator of a pass with its price; times in seconds.</summary>
/// <param name="Row">The operator.</param>
/// <param name="Estimate">The price of one run.</param>
/// <param name="Seconds">All runs alone.</param>
/// <param name="Exposed">What they add to the pass: less than <paramref name="Seconds"/> where they run beside another operator.</param>
public sealed record RowCost(TrainingRow Row, KernelEstimate Estimate, double Seconds, double Exposed)
{
    /// <summary>Whether it is an exchange between GPUs.</summary>
    public bool IsExchange => Row.Role is TrainingRole.TensorExchange or TrainingRole.ContextExchange or TrainingRole.ExpertExchange;
}
