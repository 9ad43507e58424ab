using Simulator.Hardware.Descriptions;
using Simulator.Measurement.Precision;

namespace Simulator.Exploration.Experiments;

/// <summary>What the operands are whose rounding errors <c>error</c>, <c>sqnr</c> and <c>kv_error</c> measure.</summary>
public sealed record ErrorDescription
{
    /// <summary>Activations: <c>normal</c>, <c>outliers</c> or <c>student-t</c>.</summary>
    [Field("distribution")] public string Distribution { get; init; } = ValueDistribution.Normal;

    /// <summary>Weights: <c>normal</c>, <c>outliers</c> or <c>student-t</c>.</summary>
    [Field("weights")] public string Weights { get; init; } = ValueDistribution.Normal;

    /// <summary>Which elements of the KV cache share a scale: <c>head</c>, <c>token</c>, <c>channel</c> or <c>kivi</c>; not for formats with blocks.</summary>
    [Field("kv_scales")] public string KvScales { get; init; } = KvScaling.PerHead.Name;

    /// <summary>The standard deviation of attention's scores over tokens.</summary>
    [Field("spread", Minimum = 0.01, Maximum = 100)] public double Spread { get; init; } = ErrorAssumptions.UsualSpread;

    /// <summary>The seed of all operands.</summary>
    [Field("seed", Minimum = 0)] public long Seed { get; init; } = 1;
}
