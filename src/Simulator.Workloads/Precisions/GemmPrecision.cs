using Simulator.Hardware.Formats;

namespace Simulator.Workloads.Precisions;

/// <summary>
/// The formats of a matrix product C[m,n] = A[m,k]·B[k,n]: A are activations, B weights. Known by one name in traces and measurements,
/// such as <c>bf16</c>, <c>fp8-block</c> or <c>w4a16</c>; see <see cref="GemmPrecisions"/>.
/// </summary>
/// <param name="Name">The name in traces, measurements and on the command line.</param>
/// <param name="Weight">The format in which weights are stored.</param>
/// <param name="Activation">The format in which the matrix instruction takes activations.</param>
/// <param name="Compute">The format of the matrix instruction: weights of a weight-only format are widened to it.</param>
/// <param name="Output">The format in which C is written.</param>
/// <param name="WeightScaleBytes">Bytes of scales per weight element that are not part of the weight's format (group or block scales).</param>
/// <param name="ActivationBlock">Elements of A along k that share a scale: 0 for one scale per tensor or row.</param>
public sealed record GemmPrecision(
    string Name,
    NumberFormat Weight,
    NumberFormat Activation,
    NumberFormat Compute,
    NumberFormat Output,
    double WeightScaleBytes = 0,
    int ActivationBlock = 0)
{
    /// <summary>Bytes of one weight with its share of the scales.</summary>
    public double WeightBytes => Weight.BytesPerElement + WeightScaleBytes;

    /// <summary>Bytes of one activation as the matrix instruction reads it, with its share of the scales.</summary>
    public double ActivationBytes => Activation.BytesPerElement + (ActivationBlock > 0 && Activation.BlockSize == 0 ? 4.0 / ActivationBlock : 0);

    /// <summary>Whether activations arrive in <see cref="Output"/> and must be quantised before the product.</summary>
    public bool QuantisesActivations => Activation.ElementBits < Output.ElementBits;

    /// <summary>Whether weights are narrower than the matrix instruction's format and are widened inside the kernel.</summary>
    public bool WeightOnly => Weight.ElementBits < Compute.ElementBits;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
