using Simulator.Hardware.Formats;

namespace Simulator.Workloads.Operators;

/// <summary>
/// A kernel of a Mamba-2 layer: the causal convolution over x, B and C, or the state-space scan (Dao and Gu, "Transformers are SSMs", 2024).
/// </summary>
/// <param name="Stage">Which kernel.</param>
/// <param name="Format">The format of the activations.</param>
/// <param name="Batch">Sequences.</param>
/// <param name="Seq">Tokens per sequence; 1 in decode.</param>
/// <param name="DModel">Width of the residual stream (it names the model; the kernels do not read it).</param>
/// <param name="DState">State per head channel (N).</param>
/// <param name="DConv">Taps of the convolution.</param>
/// <param name="Heads">Heads on this rank.</param>
/// <param name="HeadDim">Channels per head (P).</param>
/// <param name="Groups">Groups that share B and C, on this rank.</param>
/// <param name="Chunk">Tokens per chunk of the scan.</param>
/// <param name="StateFormat">The format of the recurrent state in memory.</param>
public sealed record Mamba2Operator(
    RecurrentStage Stage,
    NumberFormat Format,
    int Batch,
    int Seq,
    int DModel,
    int DState,
    int DConv,
    int Heads,
    int HeadDim,
    int Groups,
    int Chunk,
    NumberFormat StateFormat) : Operator
{
    /// <inheritdoc/>
    public override string Op => Stage switch
    {
        RecurrentStage.ConvPrefill => "mamba2-conv-prefill",
        RecurrentStage.ConvDecode => "mamba2-conv-decode",
        RecurrentStage.ScanPrefill => "mamba2-scan-prefill",
        _ => "mamba2-scan-decode",
    };

    /// <inheritdoc/>
    public override string PrecisionName => Format.Name;

    /// <inheritdoc/>
    public override string Shape =>
        $"batch={Batch};seq={Seq};d_model={DModel};d_state={DState};d_conv={DConv};heads={Heads};head_dim={HeadDim};groups={Groups};chunk={Chunk}"
        + (StateFormat == NumberFormats.Fp32 ? "" : $";state={StateFormat.Name}");

    /// <summary>Channels of the convolution: x, B and C.</summary>
    public int ConvChannels => Heads * HeadDim + 2 * Groups * DState;

    /// <summary>Elements of the recurrent state of one sequence.</summary>
    public double StateElements => (double)Heads * HeadDim * DState;

    /// <summary>
    /// Convolution: two per tap and channel. Scan of a prompt in chunks of length Q: C·Bᵀ per group and its product with x per head within the chunk
    /// (causal half), then building and reading the chunk state. Update of one token: decay, outer product, and read-out of the state.
    /// </summary>
    public override double Flops => Stage switch
    {
        RecurrentStage.ConvPrefill or RecurrentStage.ConvDecode => 2.0 * Batch * Seq * ConvChannels * DConv,
        RecurrentStage.ScanPrefill => (double)Batch * Seq * (EffectiveChunk * ((double)Groups * DState + (double)Heads * HeadDim) + 4.0 * StateElements),
        _ => 6.0 * Batch * StateElements,
    };

    /// <inheritdoc/>
    public override bool IsMatrixProduct => Stage == RecurrentStage.ScanPrefill;

    private double EffectiveChunk => Math.Min(Chunk, Seq) + 1;
}
