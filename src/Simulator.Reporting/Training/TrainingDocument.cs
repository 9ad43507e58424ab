using System.Collections.Immutable;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Training;

/// <summary>A training step as <c>gpusim train --json</c> writes it (docs/output.md); seconds, bytes and FLOP.</summary>
public sealed record TrainingDocument
{
    /// <summary>The GPU's id.</summary>
    public required string Gpu { get; init; }

    /// <summary>The system's id.</summary>
    public string System { get; init; } = "";

    /// <summary>Changes of the description (<c>--set</c>).</summary>
    public ImmutableArray<string> Changes { get; init; } = [];

    /// <summary>The model.</summary>
    public required string Model { get; init; }

    /// <summary>The recipe.</summary>
    public string Precision { get; init; } = "";

    /// <summary>The pipeline's schedule.</summary>
    public string Schedule { get; init; } = "";

    /// <summary>GPUs that the step runs on.</summary>
    public double Gpus { get; init; } = 1;

    /// <summary>Sequences per step.</summary>
    public double GlobalBatch { get; init; }

    /// <summary>Tokens per sequence.</summary>
    public double Sequence { get; init; }

    /// <summary>How the model is divided: ranks by letter, such as <c>tp</c>.</summary>
    public IReadOnlyDictionary<string, double> Parallelism { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The step's totals.</summary>
    public required StepTotals Step { get; init; }

    /// <summary>Where the time goes, by part; the parts add up to the step.</summary>
    public IReadOnlyDictionary<string, double> Breakdown { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>Time of the operators by what binds them.</summary>
    public IReadOnlyDictionary<string, double> SecondsByBound { get; init; } = ImmutableDictionary<string, double>.Empty;

    /// <summary>The memory of the fullest stage, by part; also <c>stage</c>, <c>total</c> and <c>capacity</c>.</summary>
    public required IReadOnlyDictionary<string, double> Memory { get; init; }

    /// <summary>The operators of the busiest stage, longest first.</summary>
    public ImmutableArray<TrainingOperator> Operators { get; init; } = [];

    /// <summary>What 10 % more of each resource would buy, the largest effect first.</summary>
    public ImmutableArray<StepElasticity> Elasticities { get; init; } = [];

    /// <summary>Passes of the whole step; 0 where they were not kept.</summary>
    public int PassCount { get; init; }

    /// <summary>The first passes of the step, in the order of their starts.</summary>
    public ImmutableArray<TrainingPass> Passes { get; init; } = [];

    /// <summary>The layout in words, such as <c>tp4 pp8</c>.</summary>
    public string Layout => string.Join(' ', Parallelism.Where(p => p.Key != "zero" && p.Value > 1).Select(p => FormattableString.Invariant($"{p.Key}{p.Value}")));

    /// <summary>The step as figures of steps take it.</summary>
    /// <returns>A step whose operators' times are those of all their runs.</returns>
    public StepDocument ToStep() => new()
    {
        Gpu = Gpu,
        System = System,
        Changes = Changes,
        Model = Model,
        Phase = "training",
        Batch = GlobalBatch,
        NewTokens = Sequence,
        Precision = Precision,
        Step = Step with { Gpus = Gpus, SecondsByBound = SecondsByBound.ToImmutableDictionary(b => b.Key.Replace('_', ' '), b => b.Value) },
        Operators = [.. Operators.Select(o => new StepOperator { Name = o.Name, Op = "", Shape = o.Shape, Repeat = o.Runs, Seconds = o.Seconds, ExposedSeconds = o.Seconds,
            TotalSeconds = o.Seconds, Bound = o.Bound })],
        Elasticities = Elasticities,
    };
}
