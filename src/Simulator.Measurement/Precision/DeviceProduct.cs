using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Numerics;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;

namespace Simulator.Measurement.Precision;

/// <summary>Runs the product of two rounded matrices on a device of the measurement floor, with that device's own order of sums.</summary>
public static class DeviceProduct
{
    /// <summary>Multiplies.</summary>
    /// <param name="a">Activations.</param>
    /// <param name="b">Weights, as many columns.</param>
    /// <param name="device">The device.</param>
    /// <returns>
    /// a.Rows · b.Rows values, written by the kernel in fp32; null where the device has no kernel for it, and for element types beside the design's formats.
    /// </returns>
    /// <exception cref="DeviceException">The device failed.</exception>
    public static double[]? Multiply(QuantisedMatrix a, QuantisedMatrix b, IKernelDevice device)
    {
        if (!IsOfDesign(a.Format) || !IsOfDesign(b.Format))
            return null;
        var precision = new GemmPrecision(b.Format.Name, b.Format.Storage, a.Format.Storage, a.Format.Storage, NumberFormats.Fp32);
        var op = new GemmOperator(precision, a.Rows, b.Rows, a.Columns, QuantisedInput: true);
        if (device.WhyNot(op) is not null)
            return null;
        using var kernel = device.Prepare(op, new KernelInputs(op, 0, [Codes("a", a), Codes("b", b)]));
        var scale = (double)a.TensorScale * b.TensorScale;
        return Array.ConvertAll(kernel.Outputs()[0].Values, v => v * scale);
    }

    private static bool IsOfDesign(QuantisationFormat format) => ElementCodec.Maximum(format.Storage) == (float)format.Element.Maximum;

    private static Tensor Codes(string name, QuantisedMatrix matrix)
    {
        var format = matrix.Format.Storage;
        var rowBytes = ElementCodec.RowBytes(format, matrix.Columns);
        var codes = new byte[matrix.Rows * rowBytes];
        for (var r = 0; r < matrix.Rows; r++)
        {
            for (var c = 0; c < matrix.Columns; c++)
                ElementCodec.Write(format, codes.AsSpan(r * rowBytes, rowBytes), c, ElementCodec.Encode(format, matrix.Row(r)[c]));
        }

        return new Tensor(name, format, [1, matrix.Rows, matrix.Columns], codes, matrix.Layout, matrix.Scales);
    }
}
