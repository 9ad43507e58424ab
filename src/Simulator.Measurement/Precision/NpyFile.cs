using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Simulator.Hardware.Errors;

namespace Simulator.Measurement.Precision;

/// <summary>
/// Reads NumPy's array files (NEP 1, format versions 1 to 3): float16, float32 and float64, little-endian, C order. All dimensions but the last become rows.
/// </summary>
public static partial class NpyFile
{
    private const int MagicBytes = 8;
    private const long LargestBytes = 2_000_000_000;
    private static readonly byte[] Magic = [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file.</summary>
    /// <param name="path">The file.</param>
    /// <returns>The matrix.</returns>
    /// <exception cref="InputException">The file is missing, is no array of floats in C order, is cut short, or holds values that are not finite.</exception>
    public static DenseMatrix Read(string path)
    {
        if (!File.Exists(path))
            throw new InputException("no such file; accepted: an array that numpy.save has written", path);
        if (new FileInfo(path).Length > LargestBytes)
            throw new InputException($"larger than {LargestBytes / 1e9:0} GB; accepted: smaller arrays", path);
        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < MagicBytes + 4 || !bytes.AsSpan(0, Magic.Length).SequenceEqual(Magic))
            throw new InputException("no NumPy array; accepted: a file that numpy.save has written", path);
        var isShort = bytes[Magic.Length] == 1;
        var start = MagicBytes + (isShort ? 2 : 4);
        var length = isShort ? BinaryPrimitives.ReadUInt16LittleEndian(bytes.AsSpan(MagicBytes)) : BinaryPrimitives.ReadUInt32LittleEndian(bytes.AsSpan(MagicBytes));
        if (length > bytes.Length - start)
            throw new InputException("cut short: the header does not end", path);
        var header = Encoding.Latin1.GetString(bytes, start, (int)length);
        return Values(path, header, bytes.AsSpan(start + (int)length));
    }

    private static DenseMatrix Values(string path, string header, ReadOnlySpan<byte> data)
    {
        var type = TypeKey().Match(header).Groups[1].Value;
        if (type is not ("<f2" or "<f4" or "<f8"))
            throw new InputException($"elements of type '{type}'; accepted: <f2, <f4, <f8 (float16, float32, float64)", path);
        if (!OrderKey().IsMatch(header))
            throw new InputException("not in C order; accepted: numpy.save(file, numpy.ascontiguousarray(array))", path);
        double[] shape = [.. ShapeKey().Match(header).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(d => double.Parse(d, CultureInfo.InvariantCulture))];
        var size = type[2] - '0';
        var elements = shape.Aggregate(1.0, (product, d) => product * d);
        if (shape.Length == 0 || elements < 1)
            throw new InputException("an array without elements or dimensions; accepted: one dimension or more, none of them 0", path);
        if (elements * size > data.Length)
            throw new InputException($"cut short: {data.Length} bytes of data for {elements:0} elements of {size} bytes", path);
        var columns = (int)shape[^1];
        var values = new float[(int)elements];
        for (var i = 0; i < values.Length; i++)
        {
            var at = data[(i * size)..];
            values[i] = size switch
            {
                2 => (float)BinaryPrimitives.ReadHalfLittleEndian(at),
                4 => BinaryPrimitives.ReadSingleLittleEndian(at),
                _ => (float)BinaryPrimitives.ReadDoubleLittleEndian(at),
            };
            if (!float.IsFinite(values[i]))
                throw new InputException($"element {i} is not finite; accepted: finite numbers", path);
        }

        return new DenseMatrix(values.Length / columns, columns, values);
    }

    [GeneratedRegex("""'descr'\s*:\s*'([^']*)'""")]
    private static partial Regex TypeKey();

    [GeneratedRegex("""'fortran_order'\s*:\s*False""")]
    private static partial Regex OrderKey();

    [GeneratedRegex("""'shape'\s*:\s*\(([\d\s,]*)\)""")]
    private static partial Regex ShapeKey();
}
