using Simulator.Workloads.Operators;

namespace Simulator.Timing.Estimates;

/// <summary>Sorts operators into families.</summary>
public static class OperatorFamilies
{
    private const int NarrowBits = 8;

    /// <summary>The family of an operator.</summary>
    /// <param name="op">The operator.</param>
    /// <returns>The family.</returns>
    public static OperatorFamily Of(Operator op) => op switch
    {
        GemmOperator { Precision: { WeightOnly: true } } => OperatorFamily.GemmWeightOnly,
        GemmOperator g => g.Precision.Compute.ElementBits <= NarrowBits ? OperatorFamily.GemmNarrow : OperatorFamily.Gemm,
        AttentionPrefillOperator => OperatorFamily.AttentionPrefill,
        AttentionBackwardOperator => OperatorFamily.AttentionBackward,
        AttentionEncoderOperator or AttentionCrossOperator => OperatorFamily.AttentionEncoder,
        AttentionDecodeOperator => OperatorFamily.AttentionDecode,
        MlaPrefillOperator => OperatorFamily.MlaPrefill,
        MlaDecodeOperator => OperatorFamily.MlaDecode,
        MoeOperator => OperatorFamily.Moe,
        Mamba2Operator { Stage: RecurrentStage.ConvPrefill } => OperatorFamily.ConvolutionPrefill,
        Mamba2Operator { Stage: RecurrentStage.ConvDecode } => OperatorFamily.ConvolutionDecode,
        Mamba2Operator or DeltaNetOperator => OperatorFamily.Scan,
        CollectiveOperator c => c.Kind switch
        {
            CollectiveKind.AllReduce => OperatorFamily.AllReduce,
            CollectiveKind.AllReduceFused => OperatorFamily.AllReduceFused,
            CollectiveKind.AllGather => OperatorFamily.AllGather,
            CollectiveKind.ReduceScatter => OperatorFamily.ReduceScatter,
            _ => OperatorFamily.AllToAll,
        },
        _ => OperatorFamily.Streaming,
    };

    /// <summary>The first of the families whose errors are taken to move together in a step: those of one timing model.</summary>
    /// <param name="family">A family.</param>
    /// <returns>The family that stands for all of them.</returns>
    public static OperatorFamily Kin(OperatorFamily family) => family switch
    {
        OperatorFamily.GemmNarrow or OperatorFamily.GemmWeightOnly => OperatorFamily.Gemm,
        OperatorFamily.AttentionEncoder or OperatorFamily.AttentionBackward => OperatorFamily.AttentionPrefill,
        OperatorFamily.MlaPrefill => OperatorFamily.MlaDecode,
        OperatorFamily.ConvolutionPrefill or OperatorFamily.ConvolutionDecode => OperatorFamily.Scan,
        OperatorFamily.AllReduceFused or OperatorFamily.AllGather or OperatorFamily.ReduceScatter or OperatorFamily.AllToAll => OperatorFamily.AllReduce,
        _ => family,
    };
}
