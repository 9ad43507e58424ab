using Simulator.Hardware.Descriptions;

namespace Simulator.Hardware.Gpus;

/// <summary>The matrix rate of one number format.</summary>
public sealed record TensorFormatRate
{
    /// <summary>Rate relative to <see cref="TensorDescription.FmaPerClock"/>: 1 for bf16, 2 where fp8 is twice as fast.</summary>
    [Field("ratio", Minimum = 1e-3, Maximum = 1e3)] public required double Ratio { get; init; }
}
