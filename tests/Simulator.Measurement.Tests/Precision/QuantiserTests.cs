using Simulator.Measurement.Devices;
using Simulator.Measurement.Numerics;
using Simulator.Measurement.Precision;

namespace Simulator.Measurement.Tests.Precision;

public sealed class QuantiserTests
{
    // OCP Microscaling Formats 1.0, section 6.3: the scale is the largest power of two not above the block's largest magnitude, over that of the element's.
    [Theory]
    [InlineData("mxfp8", 8)]
    [InlineData("mxfp8-e5m2", 15)]
    [InlineData("mxfp6", 2)]
    [InlineData("mxfp6-e3m2", 4)]
    [InlineData("mxfp4", 2)]
    public void Microscaling_blocks_have_the_scale_of_the_specification(string name, int largestExponent)
    {
        var matrix = Normal(3, 128);
        var quantised = new Quantiser().Quantise(matrix, QuantisationFormats.Parse(name));
        Assert.Equal(12, quantised.Scales.Length);
        for (var block = 0; block < 12; block++)
        {
            var largest = matrix.Values.Skip(32 * block).Take(32).Max(Math.Abs);
            Assert.Equal(Math.Pow(2, Math.Floor(Math.Log2(largest)) - largestExponent), quantised.Scales[block]);
            Assert.Equal(quantised.Scales[block], (float)PowerScale.Decode(PowerScale.Encode(quantised.Scales[block])));
        }
    }

    [Fact]
    public void The_two_scales_of_nvfp4_bring_the_largest_value_to_the_largest_code()
    {
        var matrix = Normal(4, 64);
        var quantised = new Quantiser().Quantise(matrix, QuantisationFormats.Parse("nvfp4"));
        var largest = matrix.Values.Max(Math.Abs);
        Assert.Equal(largest / (6 * 448), quantised.TensorScale, largest * 1e-6);
        Assert.Equal(448, quantised.Scales.Max());
        Assert.Equal(16, quantised.Scales.Length);
        Assert.All(quantised.Scales, s => Assert.Equal(s, ElementType.E4M3.Round(s)));
        Assert.Equal(largest, quantised.Values().Max(Math.Abs), largest * 1e-6);
    }

    [Fact]
    public void The_tensor_scale_of_nvfp4_makes_it_blind_to_powers_of_two()
    {
        var matrix = Normal(4, 64);
        var tiny = new DenseMatrix(4, 64, Array.ConvertAll(matrix.Values, v => v * MathF.ScaleB(1, -30)));
        var format = QuantisationFormats.Parse("nvfp4");
        Assert.Equal(new Quantiser().Quantise(matrix, format).Elements, new Quantiser().Quantise(tiny, format).Elements);
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(1, 0, 4)]
    [InlineData(0, 1, 64)]
    [InlineData(1, 16, 16)]
    public void Plain_formats_take_the_scales_that_are_asked_for(int rows, int columns, int count)
    {
        var matrix = Normal(4, 64);
        var quantised = new Quantiser().Quantise(matrix, QuantisationFormats.Fp8, new ScaleLayout(rows, columns, "fp32"));
        Assert.Equal(count, quantised.Scales.Length);
        var values = quantised.Values();
        for (var i = 0; i < values.Length; i++)
            Assert.InRange(Math.Abs(values[i] - matrix.Values[i]), 0, (Math.Abs(matrix.Values[i]) / 16) + 1e-3);
    }

    [Fact]
    public void A_block_of_zeros_stays_zero()
    {
        foreach (var format in QuantisationFormats.All)
            Assert.All(new Quantiser().Quantise(new DenseMatrix(2, 64, new float[128]), format).Values(), v => Assert.Equal(0, v));
    }

    [Fact]
    public void Stochastic_rounding_follows_its_seed()
    {
        var matrix = Normal(4, 64);
        float[] Elements(ulong seed) => new Quantiser(Rounding.Stochastic, seed).Quantise(matrix, QuantisationFormats.Fp8).Elements;
        Assert.Equal(Elements(1), Elements(1));
        Assert.NotEqual(Elements(1), Elements(2));
    }

    internal static DenseMatrix Normal(int rows, int columns, int seed = 1)
    {
        var random = new Random(seed);
        var values = new float[rows * columns];
        for (var i = 0; i < values.Length; i++)
            values[i] = (float)(Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        return new DenseMatrix(rows, columns, values);
    }
}
