using FsCheck;
using FsCheck.Fluent;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Tests.Cases;

/// <summary>Makes an operator larger along one of the sizes that add work.</summary>
internal static class Growth
{
    /// <summary>
    /// The operator with one size grown. A convolution's prompt stays a multiple of 8: measured times jump by a third where it is not, and fall back at
    /// the next multiple, because only then are loads vectors.
    /// </summary>
    internal static Gen<Operator> Of(Operator op) =>
        from which in Gen.Choose(0, 3)
        from step in Gen.Frequency((2, Gen.Constant(1)), (1, Sizes.Between(1, 4096)), (1, Gen.Constant(128)))
        select Grown(op, which, step);

    private static Operator Grown(Operator op, int which, int step) => op switch
    {
        GemmOperator o => which switch
        {
            0 => o with { M = o.M + step },
            1 => o with { N = o.N + step },
            2 => o with { K = o.K + step },
            _ => o with { Batch = o.Batch + step },
        },
        AttentionPrefillOperator o => which switch
        {
            0 => o with { Batch = o.Batch + step },
            1 => o with { Prefix = o.Prefix + step },
            _ => o with { Seq = o.Seq + step },
        },
        AttentionBackwardOperator o => which switch
        {
            0 => o with { Batch = o.Batch + step },
            1 => o with { Prefix = o.Prefix + step },
            _ => o with { Seq = o.Seq + step },
        },
        AttentionDecodeOperator o => which < 2 ? o with { Batch = o.Batch + step } : o with { Kv = o.Kv + step },
        AttentionEncoderOperator o => which < 2 ? o with { Batch = o.Batch + step } : o with { Seq = o.Seq + step },
        AttentionCrossOperator o => which switch
        {
            0 => o with { Batch = o.Batch + step },
            1 => o with { Kv = o.Kv + step },
            _ => o with { Seq = o.Seq + step },
        },
        MlaPrefillOperator o => which switch
        {
            0 => o with { Batch = o.Batch + step },
            1 => o with { Prefix = o.Prefix + step },
            _ => o with { Seq = o.Seq + step },
        },
        MlaDecodeOperator o => which < 2 ? o with { Batch = o.Batch + step } : o with { Kv = o.Kv + step },
        MoeOperator o => o with { Tokens = o.Tokens + step },
        Mamba2Operator o => which < 2 || o.Seq == 1 ? o with { Batch = o.Batch + step } : o with { Seq = o.Seq + 8 * step },
        DeltaNetOperator o => which < 2 || o.Seq == 1 ? o with { Batch = o.Batch + step } : o with { Seq = o.Seq + 8 * step },
        NormOperator o => o with { Tokens = o.Tokens + step },
        NormBackwardOperator o => o with { Tokens = o.Tokens + step },
        ActivationBackwardOperator o => o with { Tokens = o.Tokens + step },
        CrossEntropyOperator o => o with { Tokens = o.Tokens + step },
        CastOperator o => o with { Rows = o.Rows + step },
        OptimizerOperator o => o with { Elements = o.Elements + step },
        ActivationOperator o => o with { Tokens = o.Tokens + step },
        QuantiseOperator o => o with { Tokens = o.Tokens + step },
        RopeOperator o => o with { Tokens = o.Tokens + step },
        EmbeddingOperator o => o with { Tokens = o.Tokens + step },
        SampleOperator o => o with { Tokens = o.Tokens + step },
        ElementwiseOperator o => o with { Elements = o.Elements + step },
        CopyOperator o => o with { Bytes = o.Bytes + (2 * step) },
        TriadOperator o => o with { Elements = o.Elements + step },
        ReductionOperator o => o with { Elements = o.Elements + step },
        CollectiveOperator o => o with { Bytes = o.Bytes + step },
        _ => throw new NotSupportedException(op.Op),
    };
}
