using Simulator.Hardware.Errors;
using Simulator.Hardware.Formats;

namespace Simulator.Hardware.Tests.Formats;

public class NumberFormatsTests
{
    [Theory]
    [InlineData("bf16", 2)]
    [InlineData("tf32", 4)]
    [InlineData("fp8", 1)]
    [InlineData("mxfp8", 1.03125)]
    [InlineData("mxfp4", 0.53125)]
    [InlineData("nvfp4", 0.5625)]
    [InlineData("int4", 0.5)]
    public void Bytes_include_the_share_of_the_scale(string name, double bytes) => Assert.Equal(bytes, NumberFormats.Parse(name).BytesPerElement);

    [Fact]
    public void Names_are_unique_and_read_back() => Assert.All(NumberFormats.All, format => Assert.Same(format, NumberFormats.Parse(format.Name)));

    [Fact]
    public void An_unknown_one_is_refused() =>
        Assert.Contains("accepted: fp8, fp32", Assert.Throws<InputException>(() => NumberFormats.Parse("fp9")).Message, StringComparison.Ordinal);
}
