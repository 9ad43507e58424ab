using Simulator.Measurement.Devices;

namespace Simulator.Measurement.Precision;

/// <summary>
/// What rounding the operands of a product and summing in limited arithmetic does to it, against the product of the unrounded operands in double precision.
/// </summary>
public sealed class PrecisionGemm
{
    private readonly DenseMatrix a;
    private readonly DenseMatrix b;
    private readonly double[] reference;

    /// <summary>Takes the operands.</summary>
    /// <param name="activations">A, a row per token, k columns.</param>
    /// <param name="weights">B, a row per output feature, k columns.</param>
    /// <param name="transforms">What is done to both before they are rounded, in this order.</param>
    /// <exception cref="ArgumentException">The operands have different k.</exception>
    public PrecisionGemm(DenseMatrix activations, DenseMatrix weights, params IEnumerable<OperandTransform> transforms)
    {
        if (activations.Columns != weights.Columns)
            throw new ArgumentException($"activations of {activations.Columns} columns, weights of {weights.Columns}", nameof(weights));
        reference = QuantisedProduct.Exact(activations, weights);
        (a, b) = (activations, weights);
        foreach (var transform in transforms)
            (a, b) = transform.Apply(a, b);
    }

    /// <summary>Rows of the result.</summary>
    public int Rows => a.Rows;

    /// <summary>Columns of the result.</summary>
    public int Columns => b.Rows;

    /// <summary>The operands after all transforms, rounded.</summary>
    /// <param name="format">The format.</param>
    /// <param name="options">How they are rounded.</param>
    /// <returns>A and B; A in bf16 where weights alone are rounded.</returns>
    public (QuantisedMatrix A, QuantisedMatrix B) Operands(QuantisationFormat format, QuantisationOptions options)
    {
        var quantiser = new Quantiser(options.Rounding, options.Seed);
        var weights = new Quantiser(options.Rounding, options.Seed + 1);
        return options.WeightOnly
            ? (new Quantiser().Quantise(a, QuantisationFormats.Bf16), weights.Quantise(b, format, options.Scales))
            : (quantiser.Quantise(a, format, options.Scales), weights.Quantise(b, format, options.Scales));
    }

    /// <summary>The operands after all transforms, each rounded to the nearest in a format of its own.</summary>
    /// <param name="rounding">The formats and scales.</param>
    /// <returns>A and B.</returns>
    public (QuantisedMatrix A, QuantisedMatrix B) Operands(ProductRounding rounding)
    {
        var quantiser = new Quantiser();
        return (quantiser.Quantise(a, rounding.Activations, rounding.ActivationScales), quantiser.Quantise(b, rounding.Weights, rounding.WeightScales));
    }

    /// <summary>The error of the product.</summary>
    /// <param name="operands">The rounded operands.</param>
    /// <param name="accumulation">The arithmetic of the sums.</param>
    /// <returns>The error against the unrounded product.</returns>
    public QuantisationError Error((QuantisedMatrix A, QuantisedMatrix B) operands, Accumulation accumulation) =>
        QuantisationError.Of(reference, QuantisedProduct.Multiply(operands.A, operands.B, accumulation));

    /// <summary>The error of the product that a device's own kernel computes.</summary>
    /// <param name="operands">The rounded operands.</param>
    /// <param name="device">The device.</param>
    /// <returns>The error; null where the device has no kernel for the format.</returns>
    public QuantisationError? Error((QuantisedMatrix A, QuantisedMatrix B) operands, IKernelDevice device) =>
        DeviceProduct.Multiply(operands.A, operands.B, device) is { } c ? QuantisationError.Of(reference, c) : null;
}
