using System.Collections.Immutable;

namespace Simulator.Workloads.Traces;

/// <summary>The operators of one step on one GPU, in the order in which they run.</summary>
/// <param name="Rows">The operators; identical layers are folded into one row's repeat count.</param>
public sealed record Trace(ImmutableArray<TraceRow> Rows)
{
    /// <summary>Operations of the whole step on this GPU.</summary>
    public double Flops => Rows.Sum(r => r.Repeat * r.Operator.Flops);
}
