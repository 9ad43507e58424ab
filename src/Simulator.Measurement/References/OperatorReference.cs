using Simulator.Measurement.Devices;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.References;

/// <summary>
/// What operators compute, written plainly in double precision from the operands' rounded values (<see cref="InputFactory"/> says what each is).
/// </summary>
public static class OperatorReference
{
    /// <summary>Computes an operator.</summary>
    /// <param name="inputs">Its operands.</param>
    /// <returns>Every output, in order.</returns>
    /// <exception cref="NotSupportedException">There is no reference for the operator.</exception>
    public static IReadOnlyList<ReferenceOutput> Compute(KernelInputs inputs) => inputs.Operator switch
    {
        GemmOperator op => ProductReference.Gemm(op, inputs),
        MoeOperator op => ExpertReference.Moe(op, inputs),
        AttentionPrefillOperator op => AttentionReference.Attend(
            inputs, op.Heads / op.KvHeads, token => (op.Window == 0 ? 0 : token - op.Window + 1, token), op.Prefix),
        AttentionDecodeOperator op => AttentionReference.Attend(inputs, op.Heads / op.KvHeads, token => (op.Kv - op.VisibleTokens, token), op.Kv - 1),
        AttentionEncoderOperator op => AttentionReference.Attend(inputs, 1, _ => (0, op.Seq - 1), 0),
        AttentionCrossOperator op => AttentionReference.Attend(inputs, 1, _ => (0, op.Kv - 1), 0),
        Mamba2Operator op => RecurrentReference.Compute(op, inputs),
        NormOperator op => StreamingReference.Norm(op, inputs),
        ActivationOperator op => StreamingReference.Activation(op, inputs),
        RopeOperator op => StreamingReference.Rope(op, inputs),
        EmbeddingOperator op => StreamingReference.Embedding(op, inputs),
        SampleOperator op => StreamingReference.Sample(op, inputs),
        QuantiseOperator or CopyOperator => [new ReferenceOutput("y", Doubles.Of(inputs, "x"))],
        ElementwiseOperator op => StreamingReference.Sum(op, inputs),
        TriadOperator => StreamingReference.Triad(inputs),
        ReductionOperator => [new ReferenceOutput("sum", [Doubles.Of(inputs, "x").Sum()])],
        var op => throw new NotSupportedException($"no reference for {op.Op}"),
    };
}
