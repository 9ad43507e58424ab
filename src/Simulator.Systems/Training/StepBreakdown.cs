namespace Simulator.Systems.Training;

/// <summary>Where a training step's time goes, seen from its busiest stage; seconds that add up to the step.</summary>
/// <param name="Compute">Kernels that compute.</param>
/// <param name="TensorExchange">Tensor-parallel exchanges that nothing hides.</param>
/// <param name="ContextExchange">Context-parallel exchanges that nothing hides.</param>
/// <param name="ExpertExchange">Expert-parallel exchanges, and waiting for the host's routing.</param>
/// <param name="ShardExchange">Gathers of sharded weights, reductions of gradients in each pass, that nothing hides.</param>
/// <param name="Host">Waiting for the host's launches.</param>
/// <param name="Bubble">Waiting for other stages.</param>
/// <param name="GradientExchange">Exchange of gradients and weights at the ends of the step that nothing hides.</param>
/// <param name="Optimizer">The update of the weights, and casting them.</param>
/// <param name="Straggling">Waiting for the slowest node.</param>
public sealed record StepBreakdown(
    double Compute,
    double TensorExchange,
    double ContextExchange,
    double ExpertExchange,
    double ShardExchange,
    double Host,
    double Bubble,
    double GradientExchange,
    double Optimizer,
    double Straggling)
{
    /// <summary>The step.</summary>
    public double Seconds => Compute + ExposedExchange + Host + Bubble + Optimizer + Straggling;

    /// <summary>All exchanges that nothing hides.</summary>
    public double ExposedExchange => TensorExchange + ContextExchange + ExpertExchange + ShardExchange + GradientExchange;

    /// <summary>The parts with their names.</summary>
    public IReadOnlyList<(string Name, double Seconds)> Parts =>
    [
        ("compute", Compute), ("tensor exchange", TensorExchange), ("context exchange", ContextExchange), ("expert exchange", ExpertExchange),
        ("shard exchange", ShardExchange), ("host", Host), ("bubble", Bubble), ("gradient exchange", GradientExchange), ("optimizer", Optimizer),
        ("straggling", Straggling),
    ];
}
