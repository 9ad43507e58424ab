using System.Collections.Immutable;
using Simulator.Exploration.Designs;
using Simulator.Exploration.Expressions;
using Simulator.Exploration.Metrics;
using Simulator.Exploration.Results;
using Simulator.Exploration.Spaces;
using Simulator.Hardware.Technology;
using Simulator.Measurement.Precision;
using Simulator.Timing.Calibration;

namespace Simulator.Exploration.Evaluation;

/// <summary>How the numbers of a point follow from its place in the space. Shared by all threads.</summary>
internal sealed record DesignProgram
{
    /// <summary>The design space.</summary>
    public required DesignSpace Space { get; init; }

    /// <summary>What designs begin from.</summary>
    public required BaseDesign Base { get; init; }

    /// <summary>The timing model's coefficients.</summary>
    public required TimingCoefficients Coefficients { get; init; }

    /// <summary>What processes, memories and packages cost.</summary>
    public required TechnologyDescription Technology { get; init; }

    /// <summary>The parameters, in the space's order.</summary>
    public required ImmutableArray<VariedParameter> Parameters { get; init; }

    /// <summary>The order in which parameters change a design: the base itself first.</summary>
    public required ImmutableArray<int> Order { get; init; }

    /// <summary>What follows from parameters, in the order in which it is worked out.</summary>
    public required ImmutableArray<DerivedValue> Derived { get; init; }

    /// <summary>The names of the workloads.</summary>
    public required ImmutableArray<string> Workloads { get; init; }

    /// <summary>Where models are found.</summary>
    public required ModelSource Models { get; init; }

    /// <summary>Variables of drafts.</summary>
    public required int Variables { get; init; }

    /// <summary>The numbers that expressions use, in the order in which they are worked out.</summary>
    public required ImmutableArray<Slot> Slots { get; init; }

    /// <summary>Whether a figure needs the energy model.</summary>
    public bool UsesEnergy { get; init; }

    /// <summary>Measures rounding errors, each once for all threads.</summary>
    public required StepErrors Errors { get; init; }

    /// <summary>The objectives.</summary>
    public required ImmutableArray<(Goal Goal, Expression Value)> Objectives { get; init; }

    /// <summary>The constraints.</summary>
    public required ImmutableArray<Comparison> Constraints { get; init; }

    /// <summary>The columns of <c>points.csv</c>.</summary>
    public required ImmutableArray<PointColumn> Columns { get; init; }

    /// <summary>For each column of a figure, its slot.</summary>
    public required ImmutableArray<int> FigureSlots { get; init; }
}
