using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Numerics;

namespace Simulator.Measurement.Kernels.Memory;

/// <summary>An operand or a result in the processor's memory in its number format: codes, and scales in the bytes that their format has.</summary>
internal sealed unsafe class NativeMatrix : IDisposable
{
    // Fp32, Tf32, Bf16, Fp16: NaN; 8-bit floats: NaN; integers: the unused most negative code. 4- and 6-bit floats have no NaN: their scales have.
    private const byte PoisonByte = 0xFF;
    private readonly NumberFormat format;
    private readonly NativeBuffer codes;
    private readonly NativeBuffer scales;
    private readonly float[]? scaleTable;
    private readonly bool scalesAreExponents;
    private readonly int scaleCount;

    /// <summary>Allocates a matrix; its contents are undefined.</summary>
    internal NativeMatrix(NumberFormat format, int rows, int columns, ScaleLayout scaling)
    {
        this.format = format;
        Rows = rows;
        Columns = columns;
        Scaling = scaling;
        Kind = ElementKinds.Of(format);
        RowBytes = ElementCodec.RowBytes(format, columns);
        (var down, ScalesAcross) = scaling.Blocks(rows, columns);
        scaleCount = down * ScalesAcross;
        scaleTable = ScaleTable(scaling.Format);
        scalesAreExponents = scaling.Format == "e8m0";
        codes = new NativeBuffer((long)rows * RowBytes);
        scales = new NativeBuffer(scaleCount * (scaleTable is null ? 4L : 1L));
    }

    /// <summary>Copies a tensor.</summary>
    internal NativeMatrix(Tensor tensor)
        : this(tensor.Format, tensor.Rows, tensor.Columns, tensor.Scaling) => CopyFrom(tensor);

    internal int Rows { get; }

    internal int Columns { get; }

    internal int RowBytes { get; }

    internal ElementKind Kind { get; }

    internal ScaleLayout Scaling { get; }

    /// <summary>Blocks of scales across a row.</summary>
    internal int ScalesAcross { get; }

    /// <summary>Columns that share a scale: all of them where there is one per row or none.</summary>
    internal int ScaleColumns => Scaling.HasScales && Scaling.Columns > 0 ? Scaling.Columns : Columns;

    /// <summary>Bytes of codes and scales.</summary>
    internal long Bytes => codes.Bytes + scales.Bytes;

    internal byte* Row(int row) => codes.Pointer + ((long)row * RowBytes);

    /// <summary>The scale of a block of a row; 1 where there are none.</summary>
    internal float Scale(int row, int block) => !Scaling.HasScales ? 1
        : scaleTable is null ? scales.Floats[ScaleIndex(row, block)]
        : scaleTable[scales.Pointer[ScaleIndex(row, block)]];

    /// <summary>Stores a scale that is exact in the scales' format.</summary>
    internal void SetScale(int row, int block, float scale) => SetScale(ScaleIndex(row, block), scale);

    /// <summary>Copies a tensor's codes and scales.</summary>
    internal void CopyFrom(Tensor tensor)
    {
        tensor.Codes.CopyTo(new Span<byte>(codes.Pointer, tensor.Codes.Length));
        for (var i = 0; i < scaleCount; i++)
            SetScale(i, tensor.Scales[i]);
    }

    /// <summary>Fills codes and scales with what reads as NaN.</summary>
    internal void Poison()
    {
        codes.Fill(Kind switch
        {
            ElementKind.Int8 => 0x80,
            ElementKind.Int4 => 0x88,
            _ => PoisonByte,
        });
        for (var i = 0; i < scaleCount; i++)
        {
            if (scaleTable is null)
                scales.Floats[i] = float.NaN;
            else
                scales.Pointer[i] = PoisonByte;
        }
    }

    /// <summary>Reads the values back.</summary>
    internal KernelOutput ToOutput(string name)
    {
        var copied = new byte[codes.Bytes];
        new Span<byte>(codes.Pointer, copied.Length).CopyTo(copied);
        var read = new float[scaleCount];
        for (var i = 0; i < scaleCount; i++)
            read[i] = scaleTable is null ? scales.Floats[i] : scales.Pointer[i] == PoisonByte ? float.NaN : scaleTable[scales.Pointer[i]];
        return new KernelOutput(name, TensorCodec.Decode(new Tensor(name, format, [Rows, Columns], copied, Scaling, read)));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        codes.Dispose();
        scales.Dispose();
    }

    private static float[]? ScaleTable(string scaleFormat) => scaleFormat switch
    {
        "e8m0" => [.. Enumerable.Range(0, 256).Select(e => BitConverter.Int32BitsToSingle(Math.Clamp(e, 1, 254) << 23))],
        "e4m3" => MiniFloat.E4M3.Table.ToArray(),
        _ => null,
    };

    private long ScaleIndex(int row, int block) => ((Scaling.Rows == 0 ? 0L : row / Scaling.Rows) * ScalesAcross) + block;

    private void SetScale(long index, float scale)
    {
        if (scalesAreExponents)
            scales.Pointer[index] = (byte)(BitConverter.SingleToInt32Bits(scale) >> 23);
        else if (scaleTable is not null)
            scales.Pointer[index] = (byte)MiniFloat.E4M3.Encode(scale);
        else
            scales.Floats[index] = scale;
    }
}
