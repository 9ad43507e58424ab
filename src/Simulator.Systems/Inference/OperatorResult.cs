using Simulator.Timing.Estimates;
using Simulator.Workloads.Traces;

namespace Simulator.Systems.Inference;

/// <summary>One row of a step's trace with its price.</summary>
/// <param name="Row">The operator, and how often it runs.</param>
/// <param name="Estimate">The price of one run.</param>
/// <param name="Provenance">Where the price comes from.</param>
/// <param name="Seconds">All runs together.</param>
/// <param name="Exposed">What they add to the step's time: less than <paramref name="Seconds"/> where another stream hides them.</param>
public sealed record OperatorResult(TraceRow Row, KernelEstimate Estimate, Provenance Provenance, double Seconds, double Exposed);
