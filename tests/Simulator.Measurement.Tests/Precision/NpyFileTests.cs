using System.Text;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Precision;

namespace Simulator.Measurement.Tests.Precision;

public sealed class NpyFileTests : IDisposable
{
    private readonly string path = Path.GetTempFileName();

    public void Dispose() => File.Delete(path);

    [Theory]
    [InlineData("<f2", 1)]
    [InlineData("<f4", 1)]
    [InlineData("<f8", 2)]
    public void Floats_are_read_row_after_row(string type, byte version)
    {
        double[] values = [1, -2.5, 0.125, 4, 5, 6, 7, 8];
        Write(type, "False", "(2, 2, 2)", version, [.. values.SelectMany(v => type switch
        {
            "<f2" => BitConverter.GetBytes((Half)v),
            "<f4" => BitConverter.GetBytes((float)v),
            _ => BitConverter.GetBytes(v),
        })]);
        var matrix = NpyFile.Read(path);
        Assert.Equal((4, 2), (matrix.Rows, matrix.Columns));
        Assert.Equal(values, matrix.Values.Select(v => (double)v));
    }

    [Fact]
    public void One_dimension_is_one_row()
    {
        Write("<f4", "False", "(4,)", 1, new byte[16]);
        Assert.Equal((1, 4), (NpyFile.Read(path).Rows, NpyFile.Read(path).Columns));
    }

    [Theory]
    [InlineData("<f4", "True", "(2, 2)", 16, "not in C order")]
    [InlineData(">f4", "False", "(2, 2)", 16, "elements of type '>f4'")]
    [InlineData("<f4", "False", "(2, 2)", 15, "cut short")]
    [InlineData("<f4", "False", "(0, 2)", 16, "without elements")]
    [InlineData("<f4", "False", "(99999999999999999999, 2)", 16, "cut short")]
    public void Other_arrays_are_refused(string type, string fortran, string shape, int bytes, string message)
    {
        Write(type, fortran, shape, 1, new byte[bytes]);
        Assert.Contains(message, Assert.Throws<InputException>(() => NpyFile.Read(path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_not_finite_is_refused()
    {
        Write("<f4", "False", "(1,)", 1, BitConverter.GetBytes(float.NaN));
        Assert.Contains("element 0 is not finite", Assert.Throws<InputException>(() => NpyFile.Read(path)).Message, StringComparison.Ordinal);
    }

    private void Write(string type, string fortran, string shape, byte version, byte[] data)
    {
        var header = Encoding.ASCII.GetBytes($"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': {shape}, }}\n");
        byte[] length = version == 1 ? [(byte)header.Length, 0] : [(byte)header.Length, 0, 0, 0];
        File.WriteAllBytes(path, [0x93, .. "NUMPY"u8, version, 0, .. length, .. header, .. data]);
    }
}
