using Simulator.Hardware.Descriptions;
using Simulator.Timing.Estimates;

namespace Simulator.Timing.Calibration;

/// <summary>The error interval of each operator family.</summary>
public sealed record IntervalTable
{
    /// <summary>Matrix products in 16 bits and more.</summary>
    [Field("gemm")] public required RegimeIntervals Gemm { get; init; }

    /// <summary>Matrix products in narrower and weight-only formats.</summary>
    [Field("gemm_quantised")] public required RegimeIntervals GemmQuantised { get; init; }

    /// <summary>Attention of prompts and encoders.</summary>
    [Field("attention_prefill")] public required RegimeIntervals AttentionPrefill { get; init; }

    /// <summary>Attention of one token.</summary>
    [Field("attention_decode")] public required RegimeIntervals AttentionDecode { get; init; }

    /// <summary>Multi-head latent attention.</summary>
    [Field("mla")] public required RegimeIntervals Mla { get; init; }

    /// <summary>Routed experts.</summary>
    [Field("moe")] public required RegimeIntervals Moe { get; init; }

    /// <summary>Recurrent layers.</summary>
    [Field("recurrent")] public required RegimeIntervals Recurrent { get; init; }

    /// <summary>Streaming operators; no measurements stand behind it yet.</summary>
    [Field("streaming")] public required RegimeIntervals Streaming { get; init; }

    /// <summary>Exchanges between GPUs.</summary>
    [Field("collective")] public required RegimeIntervals Collective { get; init; }

    /// <summary>The interval of a prediction.</summary>
    /// <param name="family">The operator's family.</param>
    /// <param name="seconds">The predicted time.</param>
    /// <returns>The interval.</returns>
    public IntervalCoefficients Of(OperatorFamily family, double seconds) => Of(family).Of(seconds);

    /// <summary>The intervals of a family.</summary>
    /// <param name="family">The operator's family.</param>
    /// <returns>The interval of each regime.</returns>
    public RegimeIntervals Of(OperatorFamily family) => family switch
    {
        OperatorFamily.Gemm => Gemm,
        OperatorFamily.GemmQuantised => GemmQuantised,
        OperatorFamily.AttentionPrefill => AttentionPrefill,
        OperatorFamily.AttentionDecode => AttentionDecode,
        OperatorFamily.Mla => Mla,
        OperatorFamily.Moe => Moe,
        OperatorFamily.Recurrent => Recurrent,
        OperatorFamily.Streaming => Streaming,
        _ => Collective,
    };
}
