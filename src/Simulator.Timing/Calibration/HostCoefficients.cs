using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Units;

namespace Simulator.Timing.Calibration;

/// <summary>Host time of one serving stack: shared by all GPUs and models.</summary>
public sealed record HostCoefficients
{
    /// <summary>Host time of a step that the GPU waits for: scheduling, input preparation, output.</summary>
    [Field("step", Dimension.Seconds, Minimum = 0)] public required double StepSeconds { get; init; }

    /// <summary>Host time that the GPU waits for, per sequence of a step.</summary>
    [Field("sequence", Dimension.Seconds, Minimum = 0)] public required double SequenceSeconds { get; init; }

    /// <summary>Host time of each kernel of a step that no captured graph replays: the framework's code around a launch.</summary>
    [Field("launch", Dimension.Seconds, Minimum = 0)] public double LaunchSeconds { get; init; }

    /// <summary>Time in front of a request's first token that is neither queue nor step: HTTP, processes, output interval.</summary>
    [Field("request", Dimension.Seconds, Minimum = 0)] public required double RequestSeconds { get; init; }

    /// <summary>Time in front of a request's first token per 1000 tokens of its prompt: tokenising, copying.</summary>
    [Field("kilotoken", Dimension.Seconds, Minimum = 0)] public required double KilotokenSeconds { get; init; }

    /// <summary>Steps for which a stack keeps tokens back before it sends them: the first message comes that much later (an output interval).</summary>
    [Field("output_steps", Minimum = 0, Maximum = 1e4)] public double OutputSteps { get; init; }
}
