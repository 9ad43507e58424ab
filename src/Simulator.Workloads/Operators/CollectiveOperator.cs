using Simulator.Hardware.Formats;

namespace Simulator.Workloads.Operators;

/// <summary>An exchange between GPUs.</summary>
/// <param name="Kind">What is exchanged.</param>
/// <param name="Format">The format of the elements (sums are taken in it).</param>
/// <param name="Gpus">Ranks that take part, at least 1.</param>
/// <param name="Bytes">Bytes of the buffer that each rank holds: the whole message for all-reduce and all-gather's result, as in the measurements.</param>
/// <param name="Nodes">Nodes that the group spans; ranks are divided evenly among them.</param>
public sealed record CollectiveOperator(CollectiveKind Kind, NumberFormat Format, int Gpus, double Bytes, int Nodes = 1) : Operator
{
    /// <inheritdoc/>
    public override string Op => Kind switch
    {
        CollectiveKind.AllReduce => "all-reduce",
        CollectiveKind.AllReduceFused => "all-reduce-fused",
        CollectiveKind.AllGather => "all-gather",
        CollectiveKind.ReduceScatter => "reduce-scatter",
        CollectiveKind.AllToAll => "alltoall",
        _ => "send-recv",
    };

    /// <inheritdoc/>
    public override string PrecisionName => Format == NumberFormats.Fp8E4M3 ? "fp8" : Format.Name;

    /// <inheritdoc/>
    public override string Shape => FormattableString.Invariant($"gpus={Gpus};bytes={Bytes:F0}{(Nodes == 1 ? "" : $";nodes={Nodes}")}");

    /// <inheritdoc/>
    public override double Flops => Kind is CollectiveKind.AllReduce or CollectiveKind.AllReduceFused or CollectiveKind.ReduceScatter
        ? Bytes / Format.BytesPerElement * (Gpus - 1.0) / Gpus
        : 0;
}
