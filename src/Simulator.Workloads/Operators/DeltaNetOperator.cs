using Simulator.Hardware.Formats;

namespace Simulator.Workloads.Operators;

/// <summary>
/// A kernel of a gated delta network layer: the causal convolution over queries, keys and values, or the gated delta rule
/// (Yang, Kautz and Hatamizadeh, "Gated Delta Networks", 2024).
/// </summary>
/// <param name="Stage">Which kernel.</param>
/// <param name="Format">The format of the activations.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Seq">Tokens per sequence; 1 in decode.</param>
/// <param name="KeyHeads">Query and key heads on this rank.</param>
/// <param name="ValueHeads">Value heads on this rank; each has a state of its own.</param>
/// <param name="KeyDim">Width of a query or key head.</param>
/// <param name="ValueDim">Width of a value head.</param>
/// <param name="DConv">Taps of the convolution.</param>
/// <param name="Chunk">Tokens per chunk of the prompt's scan.</param>
/// <param name="StateFormat">The format of the recurrent state in memory.</param>
public sealed record DeltaNetOperator(
    RecurrentStage Stage,
    NumberFormat Format,
    int Batch,
    int Seq,
    int KeyHeads,
    int ValueHeads,
    int KeyDim,
    int ValueDim,
    int DConv,
    int Chunk,
    NumberFormat StateFormat) : Operator
{
    /// <inheritdoc/>
    public override string Op => Stage switch
    {
        RecurrentStage.ConvPrefill => "delta-conv-prefill",
        RecurrentStage.ConvDecode => "delta-conv-decode",
        RecurrentStage.ScanPrefill => "delta-scan-prefill",
        _ => "delta-scan-decode",
    };

    /// <inheritdoc/>
    public override string PrecisionName => Format.Name;

    /// <inheritdoc/>
    public override string Shape =>
        $"batch={Batch};seq={Seq};key_heads={KeyHeads};value_heads={ValueHeads};key_dim={KeyDim};value_dim={ValueDim};d_conv={DConv};chunk={Chunk}"
        + (StateFormat == NumberFormats.Fp32 ? "" : $";state={StateFormat.Name}");

    /// <summary>Channels of the convolution: queries, keys and values.</summary>
    public int ConvChannels => 2 * KeyHeads * KeyDim + ValueHeads * ValueDim;

    /// <summary>Elements of the recurrent state of one sequence.</summary>
    public double StateElements => (double)ValueHeads * KeyDim * ValueDim;

    /// <summary>
    /// Convolution: two per tap and channel. Scan of a prompt in chunks of length Q, causal half within the chunk: K·Kᵀ and Q·Kᵀ, the triangular solve
    /// applied to keys and values, and the product with values; then three products with the chunk state. One token: decay, prediction, outer product,
    /// read-out.
    /// </summary>
    public override double Flops => Stage switch
    {
        RecurrentStage.ConvPrefill or RecurrentStage.ConvDecode => 2.0 * Batch * Seq * ConvChannels * DConv,
        RecurrentStage.ScanPrefill => (double)Batch * Seq * (EffectiveChunk * ValueHeads * (3.0 * KeyDim + 2.0 * ValueDim) + 6.0 * StateElements),
        _ => 8.0 * Batch * StateElements,
    };

    /// <inheritdoc/>
    public override bool IsMatrixProduct => Stage == RecurrentStage.ScanPrefill;

    private double EffectiveChunk => Math.Min(Chunk, Seq) + 1;
}
