using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;

namespace Simulator.Timing.Calibration;

/// <summary>
/// The coefficients of all kernel models: few, physical, and shared by all GPUs or by a hardware trait that the GPU's description states.
/// Read from <c>configs/calibration/NAME.yaml</c>.
/// </summary>
public sealed record TimingCoefficients
{
    private readonly IReadOnlyDictionary<string, RegimeIntervals> intervalsByFamily = ImmutableDictionary<string, RegimeIntervals>.Empty;
    private IntervalTable? intervals;

    /// <summary>The GPUs whose measurements the coefficients were fitted on; predictions for any other are extrapolated.</summary>
    [Field("gpus")] public required ImmutableArray<string> Gpus { get; init; }

    /// <summary>How the coefficients came about; null where they were written by hand.</summary>
    [Field("fit")] public FitRecord? Fit { get; init; }

    /// <summary>Matrix products.</summary>
    [Field("gemm")] public required GemmCoefficients Gemm { get; init; }

    /// <summary>Attention, multi-head latent attention included.</summary>
    [Field("attention")] public required AttentionCoefficients Attention { get; init; }

    /// <summary>Routed experts.</summary>
    [Field("moe")] public required MoeCoefficients Moe { get; init; }

    /// <summary>Exchanges between GPUs.</summary>
    [Field("collective")] public required CollectiveCoefficients Collective { get; init; }

    /// <summary>Mamba-2 and delta-net kernels.</summary>
    [Field("recurrent")] public required RecurrentCoefficients Recurrent { get; init; }

    /// <summary>Operators that stream through memory.</summary>
    [Field("streaming")] public required StreamingCoefficients Streaming { get; init; }

    /// <summary>What training adds to the kernels: gradients, overlap, the framework, the cluster.</summary>
    [Field("training")] public required TrainingCoefficients Training { get; init; }

    /// <summary>This project's kernels on processors.</summary>
    [Field("managed")] public required StackCoefficients Managed { get; init; }

    /// <summary>Kernels compiled by ILGPU.</summary>
    [Field("ilgpu")] public required StackCoefficients Ilgpu { get; init; }

    /// <summary>Host times of serving stacks; null where the file has none.</summary>
    [Field("serving")] public ServingCoefficients? Serving { get; init; }

    /// <summary>Where values come from, by path; empty where the coefficients were not read from a file.</summary>
    public ImmutableDictionary<string, ValueSource> Sources { get; init; } = ImmutableDictionary<string, ValueSource>.Empty;

    /// <summary>A profile of one device on top of the model; null for predictions of the model alone.</summary>
    public DeviceProfile? Profile { get; init; }

    /// <summary>The 90 % error intervals of each operator family, by its name.</summary>
    [Field("intervals")]
    public required IReadOnlyDictionary<string, RegimeIntervals> IntervalsByFamily
    {
        get => intervalsByFamily;
        init => (intervalsByFamily, intervals) = (value, null);
    }

    /// <summary>The same, looked up by family.</summary>
    /// <exception cref="ArgumentException">A family is missing, or a name is none of a family.</exception>
    public IntervalTable Intervals => intervals ??= new IntervalTable(intervalsByFamily);
}
