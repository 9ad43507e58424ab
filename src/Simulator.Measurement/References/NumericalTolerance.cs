using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.References;

/// <summary>
/// The relative error that rounding explains: half a step of the output's format, the fp32 sums of a reduction of length L, whose rounding errors grow as √L
/// (Higham and Mary, "A new approach to probabilistic rounding error analysis", 2019), and operands that the kernel itself rounds.
/// </summary>
public static class NumericalTolerance
{
    // Sums are of both signs: their magnitude is about √L of the terms', so that errors count more by a factor of a few.
    private const double Sums = 8;
    private const double Fp32 = 1.0 / (1 << 24);

    /// <summary>The tolerance of an output.</summary>
    /// <param name="op">The operator.</param>
    /// <param name="output">The output's name.</param>
    /// <returns>The largest relative error, Frobenius norms.</returns>
    public static double Of(Operator op, string output) => op switch
    {
        GemmOperator o => HalfStep(o.Precision.Output) + Reduction(o.K)
            + (o.Precision.QuantisesActivations && !o.QuantisedInput ? TiesOf(o.Precision.Activation) : 0),
        MoeOperator o => HalfStep(o.Precision.Output) + Reduction((double)o.Hidden + o.Inter) + HalfStep(NumberFormats.Bf16),
        AttentionPrefillOperator o => Attention(o.Precision.Compute, OperandLayouts.Queries(o.Precision), o.Prefix + o.Seq, o.HeadDim),
        AttentionDecodeOperator o => Attention(o.Precision.Compute, OperandLayouts.Queries(o.Precision), o.Kv, o.HeadDim),
        AttentionEncoderOperator o => Attention(o.Precision.Compute, OperandLayouts.Queries(o.Precision), o.Seq, o.HeadDim),
        AttentionCrossOperator o => Attention(o.Precision.Compute, OperandLayouts.Queries(o.Precision), o.Kv, o.HeadDim),
        Mamba2Operator o => HalfStep(output == "state" ? o.StateFormat : o.Format) + Reduction((double)o.Seq + o.DState),
        NormOperator o => HalfStep(output == "sum" ? o.Precision.Input : o.Precision.Output) + Reduction(o.Hidden),
        SampleOperator o => output == "token" ? 0 : Reduction(o.Vocab),
        RopeOperator o => HalfStep(o.Precision.Input) + Reduction(1),
        ReductionOperator o => HalfStep(o.Precision.Output) + Reduction(o.Elements),
        StreamingOperator o => HalfStep(o.Precision.Output) + Reduction(1),
        _ => throw new NotSupportedException($"no tolerance for {op.Op}"),
    };

    /// <summary>
    /// The relative error of rounding to a format: half a step of the significand. Formats with a scale per block also cut or coarsen what is far from the
    /// block's largest: whole steps for integers of the largest magnitude, of which the root mean square is taken to be a quarter or more.
    /// </summary>
    /// <param name="format">The format.</param>
    /// <returns>A relative error.</returns>
    internal static double HalfStep(NumberFormat format) => format.Name switch
    {
        "fp32" => Fp32,
        "tf32" or "fp16" => 1.0 / (1 << 11),
        "bf16" => 1.0 / (1 << 8),
        "fp8-e4m3" or "mxfp8" or "mxfp6" => 1.0 / (1 << 4),
        "fp8-e5m2" => 1.0 / (1 << 3),
        "int8" => 2.0 / 127,
        "int4" => 2.0 / 7,
        _ => 1.0 / (1 << 2),
    };

    // Values on the edge between two codes may fall either way: a step for one element in a thousand.
    private static double TiesOf(NumberFormat format) => 2 * HalfStep(format) * Math.Sqrt(1e-3);

    private static double Reduction(double length) => Sums * Math.Sqrt(length) * Fp32;

    // Probabilities are rounded to the format of the products where that is narrower than fp32.
    private static double Attention(NumberFormat compute, NumberFormat output, double tokens, double width) =>
        HalfStep(output) + HalfStep(compute) + Reduction(tokens + width);
}
