using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>
/// One pass of the loss over a rank's logits: forward (maximum, sum of exponentials, the target's logit) or backward (softmax less the target). A fused
/// kernel goes over the logits once each way; a framework that casts them to fp32 first and takes the logarithm of the softmax apart goes over wider
/// copies several times.
/// </summary>
/// <param name="Precision">The formats read and written.</param>
/// <param name="Tokens">Rows.</param>
/// <param name="Vocab">Columns on this rank.</param>
/// <param name="ReadPasses">Times that the logits are read, from 1.</param>
/// <param name="WritePasses">Times that something as large is written, from 0.</param>
public sealed record CrossEntropyOperator(StreamPrecision Precision, int Tokens, int Vocab, int ReadPasses, int WritePasses) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "cross-entropy";

    /// <inheritdoc/>
    public override string Shape => $"tokens={Tokens};vocab={Vocab};reads={ReadPasses};writes={WritePasses}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => (double)Tokens * Vocab * Precision.Input.BytesPerElement * ReadPasses;

    /// <inheritdoc/>
    public override double WriteBytes => (double)Tokens * Vocab * Precision.Output.BytesPerElement * WritePasses;

    /// <inheritdoc/>
    public override double SpecialFunctions => (double)Tokens * Vocab;

    /// <inheritdoc/>
    public override double Flops => 3.0 * Tokens * Vocab;
}
