using Simulator.Exploration.Designs;
using Simulator.Exploration.Metrics;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Technology;

namespace Simulator.Exploration.Evaluation;

/// <summary>A design while its figures are worked out. Belongs to one thread, which uses it again for every point.</summary>
internal sealed class DesignState(int variables, int workloads, int slots, TechnologyDescription technology)
{
    private SystemDescription? system;

    /// <summary>The descriptions.</summary>
    public DesignDraft Draft { get; } = new(variables);

    /// <summary>Each workload on the design; valid only where it is possible.</summary>
    public StepOutcome[] Outcomes { get; } = [.. Enumerable.Range(0, workloads).Select(_ => new StepOutcome())];

    /// <summary>Area, power and money.</summary>
    public DesignSilicon Silicon { get; } = new(technology);

    /// <summary>The weight of each workload.</summary>
    public double[] Weights { get; } = new double[workloads];

    /// <summary>The slots' values.</summary>
    public double[] Values { get; } = new double[slots];

    /// <summary>The system with its GPU.</summary>
    public SystemDescription System => system ??= Draft.System;

    /// <summary>Forgets what follows from the descriptions, because they have changed.</summary>
    public void Changed() => system = null;
}
