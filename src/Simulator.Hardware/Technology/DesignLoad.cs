using Simulator.Hardware.Descriptions;

namespace Simulator.Hardware.Technology;

/// <summary>The load for which vendors lay out a board's power: what share of each peak is drawn at the same time.</summary>
public sealed record DesignLoad
{
    /// <summary>Share of the dense 16-bit matrix rate.</summary>
    [Field("tensor", Minimum = 0, Maximum = 1)] public required double Tensor { get; init; }

    /// <summary>Share of the FP32 vector rate.</summary>
    [Field("vector", Minimum = 0, Maximum = 1)] public required double Vector { get; init; }

    /// <summary>Share of the device-memory bandwidth.</summary>
    [Field("memory", Minimum = 0, Maximum = 1)] public required double Memory { get; init; }

    /// <summary>Share of the link bandwidth.</summary>
    [Field("links", Minimum = 0, Maximum = 1)] public required double Links { get; init; }
}
