using Simulator.Measurement.Devices;
using Simulator.Measurement.Precision;
using Simulator.Measurement.Processors;

namespace Simulator.Measurement.Tests.Precision;

public sealed class PrecisionGemmTests
{
    private static readonly QuantisationOptions Plain = new();

    // Rounding both operands of independent values adds their noise: the noise of a product is the sum of the two.
    [Theory]
    [InlineData("fp8-e4m3")]
    [InlineData("int8")]
    [InlineData("mxfp4")]
    [InlineData("nvfp4")]
    [InlineData("mxfp6")]
    public void The_noise_of_a_product_is_the_sum_of_the_operands(string name)
    {
        var format = QuantisationFormats.Parse(name);
        DenseMatrix a = QuantiserTests.Normal(64, 512, 1), b = QuantiserTests.Normal(64, 512, 2);
        var gemm = new PrecisionGemm(a, b);
        var operands = gemm.Operands(format, Plain);
        double noise = 0;
        foreach (var (real, rounded) in new[] { (a, operands.A), (b, operands.B) })
            noise += Math.Pow(QuantisationError.Of(Array.ConvertAll(real.Values, v => (double)v), Array.ConvertAll(rounded.Values(), v => (double)v)).RelativeError, 2);
        Assert.Equal(Math.Sqrt(noise), gemm.Error(operands, Accumulation.Exact).RelativeError, 0.06 * Math.Sqrt(noise));
    }

    // Uniform rounding noise of a step q has variance q²/12 (Bennett 1948): int8 of a row scaled to its largest magnitude.
    [Fact]
    public void Whole_numbers_have_the_noise_of_uniform_rounding()
    {
        var a = QuantiserTests.Normal(64, 1024, 3);
        var rounded = new Quantiser().Quantise(a, QuantisationFormats.Parse("int8"));
        var error = QuantisationError.Of(Array.ConvertAll(a.Values, v => (double)v), Array.ConvertAll(rounded.Values(), v => (double)v));
        var expected = Math.Sqrt(rounded.Scales.Average(s => s * (double)s) / 12 / a.Values.Average(v => v * (double)v));
        Assert.Equal(expected, error.RelativeError, 0.02 * expected);
    }

    [Fact]
    public void Formats_of_more_bits_lose_less()
    {
        var gemm = new PrecisionGemm(QuantiserTests.Normal(32, 512, 1), QuantiserTests.Normal(32, 512, 2));
        double[] errors = [.. new[] { "fp32", "tf32", "bf16", "mxfp8", "mxfp6-e3m2", "nvfp4", "mxfp4" }
            .Select(f => gemm.Error(gemm.Operands(QuantisationFormats.Parse(f), Plain), Accumulation.Exact).RelativeError)];
        Assert.Equal(errors.Order(), errors);
        Assert.InRange(errors[0], 0, 1e-12);
    }

    [Fact]
    public void Transforms_leave_the_product_and_help_where_outliers_hurt()
    {
        var a = ValueDistribution.Draw(ValueDistribution.Outliers, 32, 512, 1, 0);
        var b = ValueDistribution.Draw(ValueDistribution.Normal, 32, 512, 1, 1);
        double Error(string format, params OperandTransform[] transforms)
        {
            var gemm = new PrecisionGemm(a, b, transforms);
            return gemm.Error(gemm.Operands(QuantisationFormats.Parse(format), Plain), Accumulation.Exact).RelativeError;
        }

        OperandTransform hadamard = OperandTransform.Hadamard(1), smooth = OperandTransform.Smooth(0.5);
        foreach (var transform in new[] { hadamard, smooth })
            Assert.InRange(Error("fp32", transform), 0, 1e-6);
        Assert.InRange(Error("int4", hadamard) / Error("int4"), 0, 0.9);
    }

    [Fact]
    public void A_rotation_keeps_lengths()
    {
        var matrix = QuantiserTests.Normal(3, 96);
        var rotation = new HadamardRotation(96, 5);
        Assert.Equal(32, rotation.Block);
        var rotated = rotation.Rotate(matrix);
        for (var r = 0; r < 3; r++)
            Assert.Equal(matrix.Row(r).ToArray().Sum(v => (double)v * v), rotated.Row(r).ToArray().Sum(v => (double)v * v), 1e-4);
    }

    [Fact]
    public void The_processor_computes_the_same_product()
    {
        using var device = new ProcessorDevice(workers: 1, trains: false);
        var gemm = new PrecisionGemm(QuantiserTests.Normal(17, 256, 1), QuantiserTests.Normal(33, 256, 2));
        var designed = 0;
        foreach (var format in QuantisationFormats.All)
        {
            foreach (var scales in new ScaleLayout?[] { null, ScaleLayout.PerTensor, new ScaleLayout(1, 128, "fp32") })
            {
                var (a, b) = gemm.Operands(format, Plain with { Scales = scales });
                if (DeviceProduct.Multiply(a, b, device) is not { } product)
                    continue;
                designed++;
                Assert.InRange(QuantisationError.Of(QuantisedProduct.Multiply(a, b, Accumulation.Exact), product).RelativeError, 0, 1e-6);
            }
        }

        Assert.True(designed >= 30, $"{designed} products");
    }

    [Fact]
    public void Error_measures_are_what_they_say()
    {
        var error = QuantisationError.Of([1, -2, 2], [1.1, -2.2, 2.2]);
        Assert.Equal(0.1, error.RelativeError, 1e-12);
        Assert.Equal(20, error.SqnrDecibel, 1e-9);
        Assert.Equal(0.1, error.Bias, 1e-12);
        Assert.Equal(0.1, error.LargestError, 1e-12);
        Assert.Equal(0.1 / 3 / Math.Sqrt(3), error.MeanError, 1e-12);
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("student-t")]
    public void Distributions_have_unit_variance(string name)
    {
        var values = ValueDistribution.Draw(name, 200, 500, 3, 0).Values;
        Assert.InRange(values.Average(v => (double)v), -0.02, 0.02);
        Assert.InRange(values.Average(v => (double)v * v), 0.96, 1.04);
    }
}
