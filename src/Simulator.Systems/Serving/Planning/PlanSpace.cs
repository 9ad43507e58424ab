using System.Collections.Immutable;

namespace Simulator.Systems.Serving.Planning;

/// <summary>What the planner may choose among.</summary>
public sealed record PlanSpace
{
    /// <summary>GPUs by their ids; empty for the description's own GPU or system.</summary>
    public ImmutableArray<string> Gpus { get; init; } = [];

    /// <summary>Whether engines that serve whole requests are tried.</summary>
    public bool Aggregated { get; init; } = true;

    /// <summary>Whether prefill and decode on different engines are tried.</summary>
    public bool Disaggregated { get; init; } = true;

    /// <summary>GPUs of an engine's replica: how they are divided into tensor, expert and data parallelism follows from the model.</summary>
    public ImmutableArray<int> Ranks { get; init; } = [1, 2, 4, 8, 16];

    /// <summary>Most tokens of a step, of engines that compute prompts. The default spans what engines are run with; estimated.</summary>
    public ImmutableArray<int> TokenBudgets { get; init; } = [256, 512, 1024, 2048, 8192];

    /// <summary>Most sequences in flight at an engine.</summary>
    public ImmutableArray<int> MaxSequences { get; init; } = [128, 1024];

    /// <summary>Whether engines that do not divide prompts are tried beside those that do; aggregated engines alone.</summary>
    public bool WholePrompts { get; init; } = true;

    /// <summary>Price of a GPU for an hour, by its id; empty where goodput counts per GPU.</summary>
    public ImmutableDictionary<string, double> Prices { get; init; } = ImmutableDictionary<string, double>.Empty;
}
