using Simulator.Measurement.Devices;
using Simulator.Measurement.Kernels.Simd;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Processors;

/// <summary>Which operators the processor has kernels for.</summary>
internal static class ProcessorSupport
{
    /// <summary>Null where there is a kernel, else one line saying why not.</summary>
    internal static string? WhyNot(Operator op) => op switch
    {
        ElementwiseOperator or TriadOperator or CopyOperator or ReductionOperator when HasOneScale((StreamingOperator)op) =>
            "a vector in 8 bits without blocks has one scale, which takes a kernel of two passes; there is none",
        ReductionOperator { Precision.Output.ElementBits: <= 8 } => "a sum is not written in 8 bits or fewer",
        AttentionPrefillOperator o when o.Heads % o.KvHeads != 0 => "the key heads do not divide the query heads",
        AttentionDecodeOperator o when o.Heads % o.KvHeads != 0 => "the key heads do not divide the query heads",
        AttentionPrefillOperator or AttentionEncoderOperator or AttentionCrossOperator or AttentionDecodeOperator => null,
        Mamba2Operator o when o.Format.ElementBits < 16 || o.StateFormat.ElementBits < 16 => "recurrent layers are computed in 16 bits and more",
        Mamba2Operator o when o.Heads % o.Groups != 0 => "the groups do not divide the heads",
        Mamba2Operator { Stage: RecurrentStage.ScanPrefill, DState: > TileLayout.Depth } => $"a state wider than {TileLayout.Depth}",
        MoeOperator o when o.TopK > o.Experts => "more experts per token than there are",
        MoeOperator or GemmOperator or StreamingOperator or Mamba2Operator => null,
        _ => $"the processor has no kernel for {op.Op}",
    };

    // A copy between the same formats takes its scale along.
    private static bool HasOneScale(StreamingOperator op) =>
        op.Precision.Output is { ElementBits: <= 8, BlockSize: 0 } && !(op is CopyOperator && op.Precision.Input == op.Precision.Output);

    /// <summary>Elements of the largest result or intermediate, and bytes of all of them, on top of the operands.</summary>
    internal static (double Largest, double Bytes) Results(Operator op)
    {
        var (elements, extra) = op switch
        {
            GemmOperator o => ((double)o.Batch * o.M * o.N, 4.0 * o.N * o.K),
            MoeOperator o => ((double)o.Tokens * o.Hidden, 4.0 * o.Tokens * o.TopK * ((2.0 * o.Hidden) + (2.0 * o.Inter / o.Tp))),
            Mamba2Operator o => ((double)o.Batch * o.Seq * o.ConvChannels,
                4 * o.Batch * (o.StateElements + ((double)o.Seq * o.Groups * (o.Chunk + (2 * o.DState))))),
            StreamingOperator o => (o.WriteBytes / o.Precision.Output.BytesPerElement, 0),
            _ => (0.0, 2 * InputFactory.HostBytes(op)),
        };
        return (elements, (4 * elements) + extra);
    }
}
