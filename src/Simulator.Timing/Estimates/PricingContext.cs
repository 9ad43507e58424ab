namespace Simulator.Timing.Estimates;

/// <summary>The circumstances in which an operator runs.</summary>
/// <param name="L2">What it finds in the L2 cache.</param>
/// <param name="GraphLaunch">
/// Whether the launch of a CUDA graph is part of its time, as in benchmarks that replay a graph around each operator; inside a model step one launch
/// serves all operators. Such benchmarks also rotate through copies of a product's weights.
/// </param>
/// <param name="Stack">The software whose kernels run.</param>
/// <param name="Attention">The generation of the kernels of training's attention.</param>
public readonly record struct PricingContext(
    L2State L2, bool GraphLaunch = false, StackKind Stack = StackKind.Library, AttentionGeneration Attention = AttentionGeneration.Native)
{
    /// <summary>Inside a model step.</summary>
    public static PricingContext Step => new(L2State.Step);

    /// <summary>Alone, with an empty cache.</summary>
    public static PricingContext Cold => new(L2State.Cold);

    /// <summary>Alone and repeated, so that it finds its own operands in the cache.</summary>
    public static PricingContext Warm => new(L2State.Warm);

    /// <summary>Repeated inside a replayed graph without flushing the cache: how the operator tables of inference engines are measured.</summary>
    public static PricingContext Benchmark => new(L2State.Warm, GraphLaunch: true);
}
