using Simulator.Measurement.Devices;
using Simulator.Measurement.Precision;

namespace Simulator.Measurement.Tests.Precision;

public sealed class PrecisionKvTests
{
    private readonly PrecisionKv experiment = new(512, 64, 4, 2, 1);

    [Fact]
    public void A_cache_in_fp32_loses_nothing() => Assert.Equal(0, Error("fp32", KvScaling.None));

    [Fact]
    public void Fewer_bits_lose_more()
    {
        double[] errors = [Error("fp16", KvScaling.None), Error("bf16", KvScaling.None), Error("int8", KvScaling.PerToken), Error("int4", KvScaling.PerToken)];
        Assert.Equal(errors.Order(), errors);
    }

    // KIVI (Liu and others 2024): keys with large channels ask for scales by channel.
    [Fact]
    public void Large_channels_of_keys_ask_for_scales_by_channel() =>
        Assert.InRange(Error("int4", KvScaling.Kivi) / Error("int4", KvScaling.PerToken), 0, 0.6);

    [Fact]
    public void Rounding_the_attention_adds_to_the_error()
    {
        var cache = QuantisationFormats.Parse("int8");
        Assert.True(
            experiment.Error(512, cache, KvScaling.Kivi, QuantisationFormats.Fp8).RelativeError > experiment.Error(512, cache, KvScaling.Kivi).RelativeError);
    }

    // Scales that are all alike do not change what is weighted: a cache of one token gives that token's rounded value whatever the scores are.
    [Fact]
    public void One_token_is_its_own_attention()
    {
        var error = experiment.Error(1, QuantisationFormats.Bf16, KvScaling.None);
        Assert.InRange(error.RelativeError, 1e-5, 1.0 / 256);
    }

    [Theory]
    [InlineData("bf16", "", 4 * 128)]
    [InlineData("int8", "token", (2 * 128) + 4)]
    [InlineData("int8", "head", (2 * 128) + 0.00390625)]
    [InlineData("int4", "channel", 128 + (2 * 2))]
    [InlineData("nvfp4", "block", 128 * 1.125)]
    public void Bytes_count_scales(string format, string scaling, double bytes)
    {
        KvScaling[] all = [.. KvScaling.All, KvScaling.None, KvScaling.Own];
        Assert.Equal(bytes, all.Single(s => s.Name == scaling).BytesPerToken(QuantisationFormats.Parse(format), 1024, 128), 1e-9);
    }

    [Fact]
    public void Segments_and_blocks_name_the_same_scales()
    {
        foreach (var layout in new[] { ScaleLayout.PerTensor, ScaleLayout.PerRow, new ScaleLayout(3, 1, "fp16"), new ScaleLayout(2, 5, "fp32"), new ScaleLayout(0, 4, "fp32") })
        {
            var across = layout.Blocks(7, 13).Across;
            for (var i = 0; i < 7 * 13; i++)
                Assert.Equal(layout.Block(7, 13, i / 13, i % 13), layout.FirstBlock(i / 13, across) + (i % 13 / layout.Segment(13)));
        }
    }

    private double Error(string format, KvScaling scaling) => experiment.Error(512, QuantisationFormats.Parse(format), scaling).RelativeError;
}
