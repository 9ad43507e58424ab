using System.Collections.Immutable;

namespace Simulator.Reporting.Steps;

/// <summary>A step as <c>gpusim simulate --json</c> writes it (docs/output.md); seconds, bytes and FLOP.</summary>
public sealed record StepDocument
{
    /// <summary>The GPU's id.</summary>
    public required string Gpu { get; init; }

    /// <summary>The system's id.</summary>
    public string System { get; init; } = "";

    /// <summary>Changes of the description (<c>--set</c>).</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>The device profile that corrected the prediction; null without one.</summary>
    public string? Profile { get; init; }

    /// <summary>How it stands to the first step of a comparison; null where it is the first.</summary>
    public string? ThanTheFirst { get; init; }

    /// <summary>The model; null where a trace was priced.</summary>
    public string? Model { get; init; }

    /// <summary>The phase; null where a trace was priced.</summary>
    public string? Phase { get; init; }

    /// <summary>Sequences.</summary>
    public double Batch { get; init; }

    /// <summary>New tokens a sequence.</summary>
    public double NewTokens { get; init; }

    /// <summary>Tokens in the cache.</summary>
    public double Context { get; init; }

    /// <summary>The precision recipe; null where a trace was priced.</summary>
    public string? Precision { get; init; }

    /// <summary>How the model is divided; null where a trace was priced.</summary>
    public StepParallelism? Parallelism { get; init; }

    /// <summary>The memory of one GPU; null where a trace was priced.</summary>
    public StepMemory? Memory { get; init; }

    /// <summary>The step's totals; null where it does not fit into memory.</summary>
    public StepTotals? Step { get; init; }

    /// <summary>The operators, in the trace's order.</summary>
    public ImmutableArray<StepOperator> Operators { get; init; } = [];

    /// <summary>What 10 % more of each resource would buy, the largest effect first.</summary>
    public ImmutableArray<StepElasticity> Elasticities { get; init; } = [];

    /// <summary>The GPU's peak rates; null in files of versions that did not write them.</summary>
    public StepPeaks? Peaks { get; init; }

    /// <summary>GPUs that the step runs on.</summary>
    public double Gpus => Step?.Gpus ?? Parallelism?.Ranks ?? 1;
}
