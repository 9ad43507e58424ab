using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>A matrix product C[m,n] = A[m,k]·B[k,n], A activations, B weights; or <see cref="Batch"/> of them in one kernel.</summary>
/// <param name="Precision">The formats.</param>
/// <param name="M">Rows of A: tokens.</param>
/// <param name="N">Columns of B: output features.</param>
/// <param name="K">The reduction length: input features.</param>
/// <param name="QuantisedInput">
/// True where the operator before it has already written A in the product's format (a fused norm or activation);
/// false where quantising A, if the precision needs it, is part of this operator.
/// </param>
public sealed record GemmOperator(GemmPrecision Precision, int M, int N, int K, bool QuantisedInput = false) : Operator
{
    /// <summary>Independent products of the same shape, each with its own A, B and C, in one kernel; 1 unless batched.</summary>
    public int Batch { get; init; } = 1;

    /// <inheritdoc/>
    public override string Op => "gemm";

    /// <inheritdoc/>
    public override string PrecisionName => Precision.Name;

    /// <inheritdoc/>
    public override string Shape => $"m={M};n={N};k={K}{(QuantisedInput ? ";quantised=1" : "")}{(Batch == 1 ? "" : $";batch={Batch}")}";

    /// <inheritdoc/>
    public override double Flops => 2.0 * Batch * M * N * K;

    /// <inheritdoc/>
    public override bool IsMatrixProduct => true;
}
