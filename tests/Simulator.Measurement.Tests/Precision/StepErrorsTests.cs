using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;
using Simulator.Measurement.Precision;
using Simulator.Workloads.Operators;
using Simulator.Workloads.Precisions;
using Simulator.Workloads.Traces;

namespace Simulator.Measurement.Tests.Precision;

/// <summary>The error of a step is that of its products in the laboratory, each measured once.</summary>
public sealed class StepErrorsTests
{
    private const int K = 1024;

    private static readonly ErrorAssumptions Outliers = new() { Activations = ValueDistribution.Outliers, Seed = 3 };

    [Theory]
    [InlineData("bf16", "bf16", false)]
    [InlineData("fp8", "fp8", false)]
    [InlineData("mxfp8", "mxfp8", false)]
    [InlineData("nvfp4", "nvfp4", false)]
    [InlineData("int8", "int8", false)]
    [InlineData("w4a16", "int4", true)]
    [InlineData("w4a16-mxfp4", "mxfp4", true)]
    public void A_recipe_has_the_error_of_the_laboratorys_study(string recipe, string format, bool weightOnly)
    {
        var study = new PrecisionGemmStudy(
            new PrecisionGemm(OperandSource.Read("outliers", ProductErrors.Sample, K, 3, 0), OperandSource.Read("normal", ProductErrors.Sample, K, 3, 1)),
            new GemmOperator(GemmPrecisions.Bf16, 4096, 4096, K), new QuantisationOptions { WeightOnly = weightOnly }, [], null, null);
        var expected = study.Rows(QuantisationFormats.Parse(format), []).First();
        Assert.Equal(expected.Error, new ProductErrors(Outliers).Of(GemmPrecisions.Parse(recipe), K));
    }

    [Theory]
    [InlineData("normal")]
    [InlineData("outliers")]
    [InlineData("student-t")]
    public void Narrower_formats_lose_more(string distribution)
    {
        var errors = new ProductErrors(new ErrorAssumptions { Activations = distribution });
        var sorted = new[] { "fp32", "tf32", "bf16", "fp8", "nvfp4" }.Select(r => errors.Of(GemmPrecisions.Parse(r), K).RelativeError).ToArray();
        Assert.Equal(sorted.Order(), sorted);
        Assert.True(sorted[3] > 5 * sorted[2] && sorted[4] > 2 * sorted[3]);
        Assert.True(errors.Of(GemmPrecisions.W4A16, K).RelativeError < errors.Of(GemmPrecisions.W4A8, K).RelativeError);
    }

    [Fact]
    public void Every_recipe_has_an_error()
    {
        var errors = new ProductErrors(Outliers);
        Assert.All(GemmPrecisions.All, p => Assert.InRange(errors.Of(p, 256).RelativeError, 1e-9, 0.5));
    }

    [Fact]
    public void A_step_weights_the_squares_of_its_products_errors_by_their_flops()
    {
        var errors = new StepErrors(Outliers);
        var moe = new MoeOperator(GemmPrecisions.Nvfp4, 64, K, 512, 2, 8, Tp: 2);
        var trace = new Trace(
        [
            new TraceRow("a", new GemmOperator(GemmPrecisions.Fp8, 16, 4096, K), 3), new TraceRow("b", new GemmOperator(GemmPrecisions.Bf16, 16, 512, 2 * K)),
            new TraceRow("c", new NormOperator(StreamPrecision.Bf16, 16, K)), new TraceRow("d", moe, 2),
        ]);
        double Square(GemmPrecision p, int k) => Math.Pow(errors.Products.Of(p, k).RelativeError, 2);
        var (a, b, d) = (3 * 2.0 * 16 * 4096 * K, 2.0 * 16 * 512 * 2 * K, 2 * moe.Flops);
        var expected = Math.Sqrt(
            ((a * Square(GemmPrecisions.Fp8, K)) + (b * Square(GemmPrecisions.Bf16, 2 * K))
                + (d * ((2 * Square(GemmPrecisions.Nvfp4, K)) + Square(GemmPrecisions.Nvfp4, 256)) / 3)) / (a + b + d));
        Assert.Equal(expected, errors.OfProducts(trace), 1e-12);
        Assert.Equal(4, errors.Products.Studies);
        Assert.Equal(0, errors.OfCaches(trace));
    }

    [Fact]
    public void A_product_is_measured_once_whoever_asks()
    {
        var errors = new ProductErrors(Outliers);
        var values = new double[64];
        Parallel.For(0, values.Length, i => values[i] = errors.Of(i % 2 == 0 ? GemmPrecisions.Fp8 : GemmPrecisions.Nvfp4, K).RelativeError);
        Assert.Equal(2, errors.Studies);
        Assert.Equal(2, values.Distinct().Count());
        Assert.NotEqual(values[0], new ProductErrors(Outliers with { Seed = 4 }).Of(GemmPrecisions.Fp8, K).RelativeError);
        Assert.Equal(values[0], new ProductErrors(Outliers).Of(GemmPrecisions.Fp8, K).RelativeError);
    }

    [Fact]
    public void A_cache_has_the_error_of_the_laboratorys_study()
    {
        var op = new AttentionDecodeOperator(new AttentionPrecision(NumberFormats.Bf16, NumberFormats.Fp8E4M3), 8, 2048, 32, 8, 64);
        var errors = new StepErrors(Outliers with { CacheScales = KvScaling.PerToken });
        var expected = RootMeanSquare(2048, KvScaling.PerToken);
        Assert.Equal(expected, errors.OfCaches(new Trace([new TraceRow("attention", op, 32)])), 1e-15);
        Assert.True(errors.OfCaches(new Trace([new TraceRow("attention", op with { Precision = new AttentionPrecision(NumberFormats.Fp8E4M3, NumberFormats.Fp8E4M3) })]))
            > expected);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(1023, 512)]
    [InlineData(1024, 1024)]
    [InlineData(131072, CacheErrors.LongestContext)]
    [InlineData(int.MaxValue, CacheErrors.LongestContext)]
    public void Contexts_share_studies(int context, int studied) => Assert.Equal(studied, CacheErrors.StudiedContext(context));

    [Fact]
    public void Contexts_that_share_a_study_have_nearly_the_same_error()
    {
        var fp8 = new AttentionPrecision(NumberFormats.Bf16, NumberFormats.Fp8E4M3);
        Assert.InRange(new CacheErrors(Outliers).Of(fp8, 3000, 64, 4) / RootMeanSquare(3000, KvScaling.PerHead), 0.85, 1.18);
        Assert.InRange(new CacheErrors(Outliers).Of(fp8, 10000, 64, 4) / RootMeanSquare(10000, KvScaling.PerHead), 0.85, 1.18);
    }

    // The laboratory's own study, head by head.
    private static double RootMeanSquare(int context, KvScaling scaling) => Math.Sqrt(Enumerable.Range(3, CacheErrors.Draws).Average(seed =>
        Math.Pow(new PrecisionKv(context, 64, 4, ErrorAssumptions.UsualSpread, (ulong)seed).Error(context, QuantisationFormats.Fp8, scaling).RelativeError, 2)));

    [Fact]
    public void A_misspelt_distribution_is_named() =>
        Assert.Contains("did you mean 'normal'", Assert.Throws<InputException>(() => ErrorAssumptions.Distribution("norml")).Message, StringComparison.Ordinal);
}
