using System.Collections.Immutable;

namespace Simulator.Systems.Training.Schedules;

/// <summary>A simulated pipeline.</summary>
/// <param name="Seconds">From the start of the first pass to the end of the last.</param>
/// <param name="PeakKept">The most bytes that each stage keeps at a time for backward passes to come.</param>
/// <param name="Events">Every pass in the order in which the simulation placed them; empty where they were not asked for.</param>
public sealed record PipelineResult(double Seconds, ImmutableArray<double> PeakKept, ImmutableArray<PipelineEvent> Events);
