using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>
/// Casts a matrix to a narrower format for training: read once for the scale where it comes from this very matrix, once for the values, and written as
/// many times as products need it (row-wise for one operand, transposed or scaled along the other dimension for the other).
/// </summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Rows">Rows.</param>
/// <param name="Columns">Columns.</param>
/// <param name="Passes">Times that the matrix is read: 2 where the scale of the whole matrix is found first.</param>
/// <param name="Copies">Copies written.</param>
public sealed record CastOperator(StreamPrecision Precision, long Rows, int Columns, int Passes, int Copies) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "cast";

    /// <inheritdoc/>
    public override string Shape => $"rows={Rows};columns={Columns};passes={Passes};copies={Copies}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => (double)Rows * Columns * Precision.Input.BytesPerElement * Passes;

    /// <inheritdoc/>
    public override double WriteBytes => (double)Rows * Columns * Precision.Output.BytesPerElement * Copies;

    /// <inheritdoc/>
    public override double Flops => (double)Rows * Columns * (Passes + Copies);
}
