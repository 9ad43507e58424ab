using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Hardware.Gpus;

/// <summary>How kernels are started.</summary>
public sealed record LaunchDescription
{
    /// <summary>Host time between the starts of two kernels launched one by one from a stream, in seconds.</summary>
    [Field("stream", Dimension.Seconds, Maximum = 1)] public required double StreamSeconds { get; init; }

    /// <summary>Time between the end of a kernel and the start of the next one inside a CUDA graph, in seconds.</summary>
    [Field("graph", Dimension.Seconds, Maximum = 1)] public required double GraphSeconds { get; init; }
}
