using Simulator.Workloads.Precisions;

namespace Simulator.Workloads.Operators;

/// <summary>
/// The update of a rank's share of the parameters (AdamW; Kingma and Ba, 2014): reads gradient, master weight and two moments, writes the last three and
/// the weight in its working format.
/// </summary>
/// <param name="Precision">The format of the gradient, and that in which the weight is written.</param>
/// <param name="Elements">Parameters.</param>
/// <param name="StateBytes">Bytes per parameter of master weight and moments together.</param>
/// <param name="Passes">Times that everything is gone over: 1 for a fused kernel, more where each step of the update is a kernel.</param>
public sealed record OptimizerOperator(StreamPrecision Precision, long Elements, int StateBytes, int Passes = 1) : StreamingOperator(Precision)
{
    /// <inheritdoc/>
    public override string Op => "optimizer";

    /// <inheritdoc/>
    public override string Shape => $"elements={Elements};state_bytes={StateBytes};passes={Passes}";

    /// <inheritdoc/>
    public override double ActivationReadBytes => Elements * (Precision.Input.BytesPerElement + StateBytes) * Passes;

    /// <inheritdoc/>
    public override double WriteBytes => (Elements * (double)StateBytes * Passes) + (Elements * Precision.Output.BytesPerElement);

    /// <inheritdoc/>
    public override double SpecialFunctions => 2.0 * Elements;

    /// <inheritdoc/>
    public override double Flops => 16.0 * Elements;
}
