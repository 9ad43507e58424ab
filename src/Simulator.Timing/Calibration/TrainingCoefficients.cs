using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>
/// The coefficients of a training step beside its kernels; shared by all GPUs and frameworks. Equations: docs/training.md.
/// </summary>
public sealed record TrainingCoefficients
{
    /// <summary>
    /// Rate of attention's gradient relative to the forward pass's, operation by operation: five products against two, with more of them waiting on shared
    /// memory.
    /// </summary>
    [Field("backward_attention", Maximum = 2)] public required double BackwardAttention { get; init; }

    /// <summary>Fraction of the peak of synchronous 16-bit instructions (1024 multiply-adds per SM and clock) that FlashAttention-2 reaches forward.</summary>
    [Field("flash2_efficiency", Maximum = 1)] public required double Flash2Efficiency { get; init; }

    /// <summary>The same of the first generation and its Triton port.</summary>
    [Field("flash1_efficiency", Maximum = 1)] public required double Flash1Efficiency { get; init; }

    /// <summary>
    /// Power that matrix products ask for in a step that runs for hours, relative to a kernel timed for moments: a hot part, real data, memory and links at
    /// work
    /// beside it. Where it passes what the board leaves, the clock falls with its cube root.
    /// </summary>
    [Field("sustained_power", Minimum = 1, Maximum = 10)] public required double SustainedPower { get; init; }

    /// <summary>SMs that the communication library's kernels hold while they run: channels, a thread block each.</summary>
    [Field("exchange_sms", Minimum = 0, Maximum = 128)] public required double ExchangeSms { get; init; }

    /// <summary>Fraction of an exchange's rate that is left while kernels compute beside it.</summary>
    [Field("exchange_beside_compute", Maximum = 1)] public required double ExchangeBesideCompute { get; init; }

    /// <summary>Fraction of a tensor-parallel exchange that can run beside its product, cut into chunks.</summary>
    [Field("tensor_overlap", Minimum = 0, Maximum = 1)] public required double TensorOverlap { get; init; }

    /// <summary>Fraction of the fabric's rate that exchanges over many nodes at once reach, all ranks taking part.</summary>
    [Field("fabric_rate", Maximum = 1)] public required double FabricRate { get; init; }

    /// <summary>
    /// Memory traffic of an eager framework's streaming kernels relative to the operands listed: conversions, copies that make tensors contiguous, reductions
    /// in
    /// kernels of their own.
    /// </summary>
    [Field("eager_traffic", Minimum = 1, Maximum = 10)] public required double EagerTraffic { get; init; }

    /// <summary>Host time per kernel in an eager framework, dispatch, autograd and module code included.</summary>
    [Field("host_launch", Dimension.Seconds, Minimum = 0)] public required double HostLaunchSeconds { get; init; }

    /// <summary>
    /// The same per expert and grouped kernel: the framework slices, allocates and launches for each expert (Transformer Engine, issue 1499).
    /// </summary>
    [Field("expert_launch", Dimension.Seconds, Minimum = 0)] public required double ExpertLaunchSeconds { get; init; }

    /// <summary>Host time with the GPU idle each time that routing sends counts to the host, before kernels run ahead again.</summary>
    [Field("routing_sync", Dimension.Seconds, Minimum = 0)] public required double RoutingSyncSeconds { get; init; }

    /// <summary>Relative time lost to the slowest of the nodes, per doubling of their number.</summary>
    [Field("straggling", Minimum = 0, Maximum = 1)] public required double Straggling { get; init; }

    /// <summary>Relative standard deviation of measured over predicted steps that the kernels' own intervals leave.</summary>
    [Field("residual", Minimum = 0, Maximum = 1)] public required double Residual { get; init; }
}
