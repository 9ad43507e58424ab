using Simulator.Hardware.Formats;
using Simulator.Hardware.Gpus;

namespace Simulator.Hardware.Tests.Gpus;

public class GpuPeaksTests
{
    private static readonly GpuCatalog Catalog = new(RepositoryPaths.Configs);

    [Fact]
    public void Rates_follow_from_the_description()
    {
        var peaks = new GpuPeaks(Catalog.Load("h100-sxm"));
        Assert.Equal(2.0 * 132 * 2048 * 1.83e9, peaks.TensorFlopsPerSecond(NumberFormats.Bf16)!.Value, 1);
        Assert.Equal(2.0 * 132 * 128 * 1.98e9, peaks.VectorFlopsPerSecond, 1);
        Assert.Equal(132 * 16 * 1.98e9, peaks.SfuOperationsPerSecond, 1);
        Assert.Equal(132 * 128 * 1.98e9, peaks.BytesPerSecond(MemoryLevel.SharedMemory), 1);
        Assert.InRange(peaks.BytesPerSecond(MemoryLevel.L2), 5.5e12, 7.2e12);
        Assert.Equal(989.4 / 3.35, peaks.RidgeFlopsPerByte(NumberFormats.Bf16, MemoryLevel.Memory)!.Value, 0.1);
    }

    [Theory]
    [InlineData("v100-sxm2", "bf16")]
    [InlineData("a100-sxm", "fp8")]
    [InlineData("h100-sxm", "nvfp4")]
    [InlineData("h100-sxm", "mxfp8")]
    [InlineData("h100-sxm", "fp32")]
    [InlineData("b200-sxm", "int4")]
    public void What_has_no_instruction_has_no_rate(string gpu, string format)
    {
        var peaks = new GpuPeaks(Catalog.Load(gpu));
        Assert.Null(peaks.TensorFlopsPerSecond(NumberFormats.Parse(format)));
        Assert.Null(peaks.RidgeFlopsPerByte(NumberFormats.Parse(format), MemoryLevel.Memory));
    }

    [Fact]
    public void Block_scaled_formats_run_at_the_rate_of_their_elements()
    {
        var peaks = new GpuPeaks(Catalog.Load("b200-sxm"));
        Assert.Equal(peaks.TensorFlopsPerSecond(NumberFormats.Fp8E4M3), peaks.TensorFlopsPerSecond(NumberFormats.Mxfp8));
        Assert.Equal(peaks.TensorFlopsPerSecond(NumberFormats.Mxfp4), peaks.TensorFlopsPerSecond(NumberFormats.Nvfp4));
    }

    [Fact]
    public void B300_has_twice_the_exponentials_of_b200() => Assert.Equal(
        2 * 148 * 16 * 1.92e9, new GpuPeaks(Catalog.Load("b300-sxm")).SfuOperationsPerSecond, 1);
}
