namespace Simulator.Timing.Estimates;

/// <summary>The predicted cost of one operator on one GPU.</summary>
/// <param name="Seconds">Time from the end of the operator before to the end of this one, inside a CUDA graph.</param>
/// <param name="Resources">The seconds that each resource would need alone.</param>
/// <param name="Flops">Operations that the model asks for, two per multiply-add.</param>
/// <param name="MemoryBytes">Bytes that cross the device-memory interface.</param>
/// <param name="RooflineSeconds">The time at the datasheet's peaks: the longest of FLOP, compulsory bytes and link bytes over their rates.</param>
/// <param name="Tile">The tiling that was found fastest.</param>
/// <param name="Kernels">Kernels launched.</param>
public readonly record struct KernelEstimate(
    double Seconds,
    ResourceTimes Resources,
    double Flops,
    double MemoryBytes,
    double RooflineSeconds,
    Tile Tile,
    int Kernels)
{
    /// <summary>The operator's family, which names the error interval. <see cref="TimingModel"/> sets it.</summary>
    public OperatorFamily Family { get; init; }

    /// <summary>The resource that needs longest.</summary>
    public Bound Bound => Resources.Binding;
}
