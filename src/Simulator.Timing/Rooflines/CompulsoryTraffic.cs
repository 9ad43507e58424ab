using Simulator.Timing.Moe;
using Simulator.Workloads.Operators;

namespace Simulator.Timing.Rooflines;

/// <summary>The bytes that an operator must move if each operand crosses the memory interface exactly once.</summary>
public static class CompulsoryTraffic
{
    private const double ActivationBytes = 2;

    /// <summary>Counts the bytes.</summary>
    /// <param name="op">The operator.</param>
    /// <returns>Bytes read and written.</returns>
    public static double Bytes(Operator op) => op switch
    {
        GemmOperator o => o.Batch * ((double)o.M * o.K * o.Precision.ActivationBytes + (double)o.N * o.K * o.Precision.WeightBytes
            + (double)o.M * o.N * o.Precision.Output.ElementBytes),
        MoeOperator o => Experts(o),
        AttentionPrefillOperator o => o.Batch * (2.0 * o.Seq * o.Heads * o.HeadDim * ActivationBytes
            + 2.0 * (Math.Min(o.Prefix, o.Window > 0 ? o.Window : int.MaxValue) + (double)o.Seq) * o.KvHeads * o.HeadDim * o.Precision.Kv.BytesPerElement),
        AttentionEncoderOperator o => 4.0 * o.Batch * o.Seq * o.Heads * o.HeadDim * o.Precision.Compute.ElementBytes,
        AttentionCrossOperator o => 2.0 * o.Batch * o.Heads * o.HeadDim * (o.Seq * ActivationBytes + o.Kv * o.Precision.Kv.BytesPerElement),
        AttentionBackwardOperator o => 2.0 * o.Batch * ActivationBytes * ((double)o.Seq * o.Heads * (o.HeadDim + o.ValueDim)
            + (Math.Min(o.Prefix, o.Window > 0 ? o.Window : int.MaxValue) + (double)o.Seq) * o.KvHeads * (o.HeadDim + o.ValueDim)),
        AttentionDecodeOperator o => o.Batch * (2.0 * o.Heads * o.HeadDim * ActivationBytes
            + 2.0 * o.VisibleTokens * o.KvHeads * o.HeadDim * o.Precision.Kv.BytesPerElement),
        MlaPrefillOperator o => o.Batch * o.Heads * ((double)o.Seq * (o.Dimensions.Nope + o.Dimensions.Rope + o.Dimensions.V)
            + ((double)o.Prefix + o.Seq) * (o.Dimensions.Nope + o.Dimensions.Rope + o.Dimensions.V)) * o.Precision.Compute.ElementBytes,
        MlaDecodeOperator o => o.Batch * ((double)o.Heads * (o.Dimensions.CachedWidth + o.Dimensions.KvLora) * ActivationBytes
            + (double)o.Kv * o.Dimensions.CachedWidth * o.Precision.Kv.BytesPerElement),
        Mamba2Operator o => Recurrent(o.Stage, o.Batch, o.Seq, o.ConvChannels, (2.0 * o.Heads * o.HeadDim) + (2.0 * o.Groups * o.DState), o.DConv,
            o.StateElements * o.StateFormat.BytesPerElement, o.Format.ElementBytes),
        DeltaNetOperator o => Recurrent(o.Stage, o.Batch, o.Seq, o.ConvChannels, (2.0 * o.KeyHeads * o.KeyDim) + (2.0 * o.ValueHeads * o.ValueDim), o.DConv,
            o.StateElements * o.StateFormat.BytesPerElement, o.Format.ElementBytes),
        StreamingOperator o => o.ActivationReadBytes + o.ParameterReadBytes + o.WriteBytes,
        _ => 0,
    };

    private static double Experts(MoeOperator o)
    {
        var load = Routing.Random(o);
        return load.Active * o.Hidden * ((double)o.Inter / o.Tp) * o.Matrices * o.Precision.WeightBytes
            + 2.0 * Math.Max(1, (double)o.Tokens / o.Ep) * o.Hidden * ActivationBytes;
    }

    private static double Recurrent(
        RecurrentStage stage, double batch, double seq, double channels, double width, double taps, double stateBytes, double element) => stage switch
        {
            RecurrentStage.ConvPrefill => 2 * batch * seq * channels * element,
            RecurrentStage.ConvDecode => batch * channels * (2 * taps) * element,
            RecurrentStage.ScanPrefill => (batch * seq * width * element) + (batch * stateBytes),
            _ => (batch * width * element) + (2 * batch * stateBytes),
        };
}
