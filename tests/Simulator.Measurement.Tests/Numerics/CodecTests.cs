using Simulator.Hardware.Formats;
using Simulator.Measurement.Devices;
using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Numerics;
using Simulator.Measurement.Processors;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Tests.Numerics;

public sealed class CodecTests
{
    // OCP OFP8 1.0 and Microscaling 1.0: largest values, smallest normal and subnormal ones, and codes of 1.
    [Theory]
    [InlineData("fp8-e4m3", 0x7E, 448f)]
    [InlineData("fp8-e4m3", 0x08, 0.015625f)]
    [InlineData("fp8-e4m3", 0x01, 0.001953125f)]
    [InlineData("fp8-e4m3", 0x38, 1f)]
    [InlineData("fp8-e5m2", 0x7B, 57344f)]
    [InlineData("fp8-e5m2", 0x01, 1.52587890625e-05f)]
    [InlineData("fp8-e5m2", 0x3C, 1f)]
    [InlineData("mxfp6", 0x1F, 7.5f)]
    [InlineData("mxfp6", 0x01, 0.125f)]
    [InlineData("mxfp4", 0x7, 6f)]
    [InlineData("mxfp4", 0x1, 0.5f)]
    [InlineData("nvfp4", 0xB, -1.5f)]
    [InlineData("int8", 0x81, -127f)]
    [InlineData("int4", 0x9, -7f)]
    [InlineData("bf16", 0x3F80, 1f)]
    public void Codes_have_the_values_of_their_standards(string format, uint code, float value)
    {
        Assert.Equal(value, ElementCodec.Decode(NumberFormats.Parse(format), code));
        Assert.Equal(code, ElementCodec.Encode(NumberFormats.Parse(format), value));
    }

    [Fact]
    public void Rounding_finds_the_nearest_code_and_even_ones_at_ties()
    {
        foreach (var format in NumberFormats.All.Where(f => f.ElementBits <= 8))
        {
            var codes = Enumerable.Range(0, 1 << format.ElementBits)
                .Select(code => (Code: (uint)code, Value: ElementCodec.Decode(format, (uint)code)))
                .Where(c => float.IsFinite(c.Value) && Math.Abs(c.Value) <= ElementCodec.Maximum(format))
                .OrderBy(c => c.Value)
                .ToList();
            for (var i = 0; i + 1 < codes.Count; i++)
            {
                var (low, high) = (codes[i], codes[i + 1]);
                if (low.Value == high.Value)
                    continue;
                var middle = (low.Value + high.Value) / 2;
                Assert.Equal(low.Value, Round(format, MathF.BitDecrement(middle)));
                Assert.Equal(high.Value, Round(format, MathF.BitIncrement(middle)));
                Assert.Equal((low.Code & 1) == 0 ? low.Value : high.Value, Round(format, middle));
            }

            Assert.Equal(ElementCodec.Maximum(format), Round(format, 1e30f));
        }
    }

    [Fact]
    public void Kernels_round_as_the_plain_codec_does()
    {
        using var device = new ProcessorDevice(workers: 1);
        foreach (var format in NumberFormats.All)
        {
            var op = OperatorVocabulary.Parse("quantise", $"fp32/out-{format.Name}", "tokens=7;hidden=1001");
            var inputs = InputFactory.Create(op, 9);
            using var kernel = device.Prepare(op, inputs);
            var expected = TensorCodec.Encode("y", format, [7, 1001], inputs["x"].Values(), OperandLayouts.Natural(format)).Values();
            var differing = kernel.Outputs()[0].Values.Zip(expected).Count(pair => pair.First != pair.Second);

            // The kernel multiplies by the reciprocal of a scale: a value on the edge between two codes may fall either way.
            Assert.True(differing <= (format.ElementBits < 16 && OperandLayouts.Natural(format).Format != "e8m0" ? 7 : 0), $"{format}: {differing} differ");
        }
    }

    [Fact]
    public void Values_that_are_rounded_stay_as_they_are()
    {
        foreach (var format in NumberFormats.All)
        {
            var op = OperatorVocabulary.Parse("quantise", $"{format.Name}/out-fp32", "tokens=3;hidden=257");
            var tensor = InputFactory.Create(op, 11)["x"];
            var again = TensorCodec.Encode("x", format, tensor.Dimensions, tensor.Values(), tensor.Scaling);
            double worst = tensor.Values().Zip(again.Values()).Max(p => Math.Abs(p.First - p.Second));
            Assert.True(worst < 1e-6, $"{format}: {worst}");
        }
    }

    [Fact]
    public void Inputs_follow_from_the_seed_and_are_never_zero()
    {
        foreach (var format in NumberFormats.All)
        {
            var op = OperatorVocabulary.Parse("quantise", $"{format.Name}/out-fp32", "tokens=9;hidden=300");
            var values = InputFactory.Create(op, 1)["x"].Values();
            Assert.Equal(values, InputFactory.Create(op, 1)["x"].Values());
            Assert.NotEqual(values, InputFactory.Create(op, 2)["x"].Values());
            Assert.DoesNotContain(0f, values);
            Assert.InRange(values.Count(v => v < 0), 1150, 1550);
        }
    }

    private static float Round(NumberFormat format, float value) => ElementCodec.Decode(format, ElementCodec.Encode(format, value));
}
