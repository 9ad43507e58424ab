using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Measurements;

/// <summary>One measured operator. Joins a trace row and a prediction on the operator's name, precision and shape.</summary>
/// <param name="Gpu">The GPU's id.</param>
/// <param name="Operator">What was run.</param>
/// <param name="LatencySeconds">The time, of the fastest software stack where several were measured.</param>
/// <param name="MedianSeconds">The median over the stacks; null where it is not known.</param>
/// <param name="Stacks">How many stacks were measured; null where it is not known.</param>
/// <param name="PowerWatts">Mean board power; null where it is not known.</param>
/// <param name="File">The file that it was read from.</param>
/// <param name="Line">The line there, from 1.</param>
/// <param name="Extra">Values of columns beyond the known ones, as <c>column=value</c>.</param>
public sealed record Measurement(
    string Gpu,
    Operator Operator,
    double LatencySeconds,
    double? MedianSeconds,
    int? Stacks,
    double? PowerWatts,
    string File,
    int Line,
    IReadOnlyList<KeyValuePair<string, string>> Extra)
{
    /// <summary>What was in the caches, and whose kernels ran: what a prediction of the row has to assume.</summary>
    public PricingContext Context { get; init; } = PricingContext.Benchmark;

    /// <summary>How far the stacks differ: median over fastest, at least 1; null where fewer than two were measured.</summary>
    public double? Spread => Stacks >= 2 && MedianSeconds is { } median ? median / LatencySeconds : null;
}
