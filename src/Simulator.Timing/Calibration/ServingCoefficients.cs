using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;

namespace Simulator.Timing.Calibration;

/// <summary>What serving adds to the steps of the timing model; by stack, shared by all GPUs and models.</summary>
public sealed record ServingCoefficients
{
    /// <summary>Host times by the stack's name.</summary>
    [Field("stacks")] public required IReadOnlyDictionary<string, HostCoefficients> Stacks { get; init; }

    /// <summary>The host times of a stack.</summary>
    /// <param name="stack">Its name, such as <c>vllm</c>.</param>
    /// <returns>The host times.</returns>
    /// <exception cref="InputException">There are none of that stack.</exception>
    public HostCoefficients Of(string stack) => Stacks.TryGetValue(stack, out var host)
        ? host
        : throw new InputException($"unknown stack '{stack}'; {NearestNames.Hint(stack, [.. Stacks.Keys])}", key: "stack");
}
