using System.Collections.Immutable;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Technology;
using Simulator.Systems.Inference;
using Simulator.Timing.Calibration;

namespace Simulator.Exploration.Experiments;

/// <summary>An experiment as its file states it: workloads, a base, what varies, what is wanted. Read from <c>configs/experiments/NAME.yaml</c>.</summary>
public sealed record ExperimentDescription
{
    private const int DefaultTop = 10;

    /// <summary>The name, equal to the file's name without its extension; results go to <c>results/NAME/</c>.</summary>
    [Field("name")] public required string Name { get; init; }

    /// <summary>One line for people: the question.</summary>
    [Field("title")] public string? Title { get; init; }

    /// <summary>The GPU that designs begin from (an id or a path), in a node derived from its links; either this or <see cref="System"/>.</summary>
    [Field("gpu")] public string? Gpu { get; init; }

    /// <summary>The system that designs begin from, an id or a path.</summary>
    [Field("system")] public string? System { get; init; }

    /// <summary>The coefficients: a name in <c>calibration/</c>, or a path.</summary>
    [Field("calibration")] public string Calibration { get; init; } = CalibrationFile.DefaultName;

    /// <summary>What processes, memories and packages cost: a name in <c>technology/</c>, or a path.</summary>
    [Field("technology")] public string Technology { get; init; } = TechnologyFile.DefaultName;

    /// <summary>Values of the base that every design changes, by path (<c>gpu.memory.bytes: 141 GB</c>).</summary>
    [Field("set")] public IReadOnlyDictionary<string, string> Set { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>The steps that every design is asked for, by name.</summary>
    [Field("workloads")] public required IReadOnlyDictionary<string, WorkloadDescription> Workloads { get; init; }

    /// <summary>
    /// What varies: a path or <c>var.NAME</c>, and its values: a list, <c>A .. B : COUNT</c>, <c>A .. B step S</c>, <c>log A .. B : COUNT</c>.
    /// </summary>
    [Field("vary")] public IReadOnlyDictionary<string, string> Vary { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>Named bundles of changes, one more thing that varies.</summary>
    [Field("variants")] public ImmutableArray<VariantDescription> Variants { get; init; } = [];

    /// <summary>Whether each variant keeps the changes of those before it: one change at a time.</summary>
    [Field("cumulative")] public bool Cumulative { get; init; }

    /// <summary>Values that follow from others, by path: expressions such as <c>0.4 MB * gpu.sm.count</c>.</summary>
    [Field("derive")] public IReadOnlyDictionary<string, string> Derive { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>How points of the space are chosen; every combination where it is absent.</summary>
    [Field("sample")] public SampleDescription? Sample { get; init; }

    /// <summary>What the operands are whose rounding errors are measured; the usual ones where it is absent.</summary>
    [Field("error")] public ErrorDescription? Error { get; init; }

    /// <summary>What is wanted: <c>minimise EXPRESSION</c> or <c>maximise EXPRESSION</c>, the most important first.</summary>
    [Field("objectives")] public required ImmutableArray<string> Objectives { get; init; }

    /// <summary>What a design must meet: comparisons such as <c>area &lt;= 814 mm2</c>.</summary>
    [Field("constraints")] public ImmutableArray<string> Constraints { get; init; } = [];

    /// <summary>More columns, by name: expressions.</summary>
    [Field("metrics")] public IReadOnlyDictionary<string, string> Metrics { get; init; } = ImmutableDictionary<string, string>.Empty;

    /// <summary>
    /// How far the errors of two designs' predictions move together, from 0 to 1: what decides which designs are a tie. Two different GPUs that were
    /// measured correlate by 0 to 0.5; designs of one experiment are at least as alike.
    /// </summary>
    [Field("error_correlation", Minimum = 0, Maximum = 1)] public double ErrorCorrelation { get; init; } = 0.5;

    /// <summary>Designs of the list of the best.</summary>
    [Field("top", Minimum = 1, Maximum = 10000)] public int Top { get; init; } = DefaultTop;

    /// <summary>Whether a report is written beside the points.</summary>
    [Field("report")] public bool Report { get; init; }
}
