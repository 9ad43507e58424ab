using System.Collections.Immutable;
using Simulator.Exploration.Answers;
using Simulator.Exploration.Evaluation;
using Simulator.Exploration.Results;
using Simulator.Exploration.Spaces;

namespace Simulator.Exploration.Experiments;

/// <summary>An experiment that has been checked and prepared: every path, value and expression is known to be usable. Thread-safe.</summary>
public sealed class Experiment
{
    internal Experiment(ExperimentDescription description, DesignProgram program, SweepQuestions questions, ImmutableArray<InputFile> inputs)
    {
        Description = description;
        Program = program;
        Questions = questions;
        Inputs = inputs;
    }

    /// <summary>The experiment as it was stated.</summary>
    public ExperimentDescription Description { get; }

    /// <summary>The design space.</summary>
    public DesignSpace Space => Program.Space;

    /// <summary>The columns of <c>points.csv</c>.</summary>
    public ImmutableArray<PointColumn> Columns => Program.Columns;

    /// <summary>The files that results follow from.</summary>
    public ImmutableArray<InputFile> Inputs { get; }

    /// <summary>What the sweep is asked.</summary>
    public SweepQuestions Questions { get; }

    /// <summary>The seed of the sampling; 0 for a grid.</summary>
    public ulong Seed => (ulong)(Description.Sample?.Seed ?? 0);

    internal DesignProgram Program { get; }

    /// <summary>The manifest of its results.</summary>
    /// <param name="version">The program's version.</param>
    /// <param name="command">The command that computes them again.</param>
    /// <returns>The manifest.</returns>
    public RunManifest ManifestOf(string version, string command) => new()
    {
        Kind = RunKind.Sweep,
        Name = Description.Name,
        Title = Description.Title ?? Description.Name,
        Version = version,
        Command = command,
        Seed = Seed,
        Machine = MachineFacts.Here,
        Inputs = Inputs,
        Points = Space.Count,
        Columns = Columns,
    };
}
