using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Errors;
using Simulator.Hardware.Units;
using Simulator.Systems.Serving.Variates;

namespace Simulator.Systems.Serving.Pipelines.Descriptions;

/// <summary>A node of a system of models: calls of an engine, or, with <see cref="Seconds"/>, of a tool.</summary>
public sealed record NodeDescription
{
    /// <summary>The engine that is called; or <see cref="Seconds"/>.</summary>
    [Field("engine")] public string? Engine { get; init; }

    /// <summary>The mean time of a call of a tool, exponentially distributed; or <see cref="Engine"/>.</summary>
    [Field("seconds", Dimension.Seconds)] public double? Seconds { get; init; }

    /// <summary>The 99th percentile of a log-normal time of the tool; the mean itself for a constant time. Default: it is exponential.</summary>
    [Field("seconds_p99", Dimension.Seconds)] public double? SecondsP99 { get; init; }

    /// <summary>Calls of the tool that run at once. Default: no limit.</summary>
    [Field("servers", Minimum = 1)] public int? Servers { get; init; }

    /// <summary>Nodes that must be done before. Default: none, it begins with the request.</summary>
    [Field("after")] public ImmutableArray<string> After { get; init; } = [];

    /// <summary>
    /// Nodes whose output is a part of each call's input; <c>request</c> for the request's own tokens. Default: the nodes of <see cref="After"/>, or the
    /// request where there are none; nothing of an image or speech encoder.
    /// </summary>
    [Field("reads")] public ImmutableArray<string>? Reads { get; init; }

    /// <summary>Further tokens of each call's input: tokens of text, patches of an image; the mean where a percentile is given.</summary>
    [Field("input", Minimum = 0, Maximum = 1e9)] public int Input { get; init; }

    /// <summary>The 99th percentile of log-normal further tokens. Default: they are constant.</summary>
    [Field("input_p99", Minimum = 1)] public int? InputP99 { get; init; }

    /// <summary>
    /// Tokens of each call's output; the mean where a percentile is given. Default: the merged patches of an image, else 0; needed where a decoder is called.
    /// </summary>
    [Field("output", Minimum = 0, Maximum = 1e9)] public int? Output { get; init; }

    /// <summary>The 99th percentile of log-normal outputs. Default: they are constant.</summary>
    [Field("output_p99", Minimum = 1)] public int? OutputP99 { get; init; }

    /// <summary>Calls at once; the node is done when all are.</summary>
    [Field("calls", Minimum = 1, Maximum = 1e5)] public int Calls { get; init; } = 1;

    /// <summary>The fewest calls at once; their number is drawn evenly. Default: it is constant.</summary>
    [Field("calls_least", Minimum = 0, Maximum = 1e5)] public int? CallsLeast { get; init; }

    /// <summary>The probability that the node is called at all.</summary>
    [Field("probability", Maximum = 1)] public double Probability { get; init; } = 1;

    /// <summary>Whether each round's input holds input and output of the rounds before: an agent's growing context.</summary>
    [Field("keeps_history")] public bool KeepsHistory { get; init; }

    /// <summary>The node whose latest input and output each call's input begins with: a conversation that goes on. Default: none.</summary>
    [Field("continues")] public string? Continues { get; init; }

    /// <summary>The loop that ends here. Default: none.</summary>
    [Field("repeat")] public LoopDescription? Repeat { get; init; }

    internal IVariate InputVariate(string key) => Of(Input, InputP99, $"{key}.input_p99");

    internal IVariate OutputVariate(string key, int standard) => Of(Output ?? standard, OutputP99, $"{key}.output_p99");

    internal IVariate SecondsVariate(string key) => Seconds is not { } mean ? new ConstantVariate(0)
        : SecondsP99 is { } p99 ? new LogNormalVariate(mean, p99, $"{key}.seconds_p99")
        : new ExponentialVariate(mean);

    internal IVariate CallsVariate(string key) => CallsLeast is not { } least ? new ConstantVariate(Calls)
        : least <= Calls ? new UniformVariate(least, Calls)
        : throw new InputException($"{least} are more than the {Calls} calls at most; accepted: 0 to {Calls}", key: $"{key}.calls_least");

    private static IVariate Of(int mean, int? p99, string key) => p99 is { } high ? new LogNormalVariate(mean, high, key) : new ConstantVariate(mean);
}
