using System.Collections.Immutable;
using ILGPU;
using ILGPU.Runtime;
using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Numerics;

namespace Simulator.Accelerators.Ilgpu.Devices;

/// <summary>
/// A tensor in a device's memory: rows begin at multiples of 16 bytes, so that a kernel may load 16 bytes at once, and the pads hold zeros.
/// </summary>
internal sealed class DeviceTensor : IDisposable
{
    private readonly MemoryBuffer1D<byte, Stride1D.Dense> buffer;
    private readonly byte[]? initial;

    private DeviceTensor(Accelerator accelerator, string name, NumberFormat format, ImmutableArray<int> dimensions, byte[]? initial)
    {
        Name = name;
        Format = format;
        Dimensions = dimensions;
        Rows = dimensions[..^1].Aggregate(1, (product, d) => checked(product * d));
        this.initial = initial;
        buffer = accelerator.Allocate1D<byte>(Math.Max(16, PaddedBytes(format, dimensions)));
        buffer.MemSetToZero(accelerator.DefaultStream);
    }

    /// <summary>Its name among the operator's operands.</summary>
    public string Name { get; }

    /// <summary>Its format, of 8 bits or more.</summary>
    public NumberFormat Format { get; }

    /// <summary>Its shape, last dimension contiguous.</summary>
    public ImmutableArray<int> Dimensions { get; }

    /// <summary>Product of all dimensions but the last.</summary>
    public int Rows { get; }

    /// <summary>The last dimension.</summary>
    public int Columns => Dimensions[^1];

    /// <summary>Elements from one row to the next, a multiple of 16 bytes.</summary>
    public int Stride => StrideBytes * 8 / Format.ElementBits;

    /// <summary>Bytes from one row to the next.</summary>
    public int StrideBytes => RowBytes(Format, Columns);

    /// <summary>Groups of four elements, pads included.</summary>
    public int Quads => checked((int)((long)Rows * Stride / 4));

    /// <summary>Bytes in the device's memory.</summary>
    public long Bytes => buffer.LengthInBytes;

    /// <summary>Its address on the device.</summary>
    public long Address => buffer.NativePtr;

    /// <summary>Copies a tensor to the device.</summary>
    /// <param name="accelerator">The device.</param>
    /// <param name="tensor">The tensor.</param>
    /// <param name="isWritten">Whether the kernel overwrites it, so that it must be restored before a run whose result counts.</param>
    public static DeviceTensor Upload(Accelerator accelerator, Tensor tensor, bool isWritten = false)
    {
        int from = tensor.RowBytes, to = RowBytes(tensor.Format, tensor.Columns);
        var padded = tensor.Codes;
        if (from != to || padded.Length < 16)
        {
            padded = new byte[Math.Max(16, (long)tensor.Rows * to)];
            for (var row = 0; row < tensor.Rows; row++)
                tensor.Codes.AsSpan(row * from, from).CopyTo(padded.AsSpan(row * to));
        }

        var result = new DeviceTensor(accelerator, tensor.Name, tensor.Format, tensor.Dimensions, isWritten ? padded : null);
        result.buffer.CopyFromCPU(padded);
        return result;
    }

    /// <summary>Allocates a tensor that a kernel writes.</summary>
    public static DeviceTensor Allocate(Accelerator accelerator, string name, NumberFormat format, params ImmutableArray<int> dimensions) =>
        new(accelerator, name, format, dimensions, null);

    /// <summary>Bytes on the device of a tensor, pads included.</summary>
    public static long PaddedBytes(NumberFormat format, ImmutableArray<int> dimensions) =>
        dimensions[..^1].Aggregate(1L, (product, d) => product * d) * RowBytes(format, dimensions[^1]);

    /// <summary>The elements for a kernel.</summary>
    public ArrayView<T> View<T>()
        where T : unmanaged =>
        buffer.View.Cast<byte, T>();

    /// <summary>Puts the input's values back, or NaN (for integers the code that stands for it) where there were none.</summary>
    public void Reset(AcceleratorStream stream)
    {
        if (initial is null)
            buffer.MemSet(stream, Format == NumberFormats.Int8 ? (byte)0x80 : (byte)0xFF);
        else
            buffer.CopyFromCPU(stream, initial);
    }

    /// <summary>Reads the values back.</summary>
    /// <param name="scales">A scale per row, where the format has them.</param>
    public KernelOutput Read(DeviceTensor? scales = null)
    {
        var bytes = buffer.GetAsArray1D();
        var factors = scales is null ? [] : scales.Read().Values;
        var values = new float[(long)Rows * Columns];
        for (var row = 0; row < Rows; row++)
        {
            var codes = bytes.AsSpan(row * StrideBytes, StrideBytes);
            var factor = scales is null ? 1 : factors[row];
            for (var column = 0; column < Columns; column++)
                values[((long)row * Columns) + column] = ElementCodec.Decode(Format, ElementCodec.Read(Format, codes, column)) * factor;
        }

        return new KernelOutput(Name, values);
    }

    public void Dispose() => buffer.Dispose();

    private static int RowBytes(NumberFormat format, int columns) => checked((int)(((long)columns * format.ElementBits / 8) + 15) / 16 * 16);
}
