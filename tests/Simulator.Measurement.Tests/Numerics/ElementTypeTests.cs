using Simulator.Hardware.Formats;
using Simulator.Measurement.Numerics;
using Simulator.Measurement.Precision;

namespace Simulator.Measurement.Tests.Numerics;

/// <summary>Element types over all their codes, against an oracle that searches the sorted table of decoded values.</summary>
public sealed class ElementTypeTests
{
    public static TheoryData<string> Narrow => [.. ElementType.All.Where(t => t.Bits <= 16).Select(t => t.Name)];

    // OCP OFP8 1.0, tables 1 and 2; OCP Microscaling Formats 1.0, tables 3 to 6; IEEE 754-2019, table 3.5.
    [Theory]
    [InlineData("fp16", 65504, 6.103515625e-05, 5.9604644775390625e-08)]
    [InlineData("bf16", 3.3895313892515355e+38, 1.1754943508222875e-38, 9.183549615799121e-41)]
    [InlineData("tf32", 3.4011621342146535e+38, 1.1754943508222875e-38, 1.1479437019748901e-41)]
    [InlineData("fp32", 3.4028234663852886e+38, 1.1754943508222875e-38, 1.401298464324817e-45)]
    [InlineData("e4m3", 448, 0.015625, 0.001953125)]
    [InlineData("e5m2", 57344, 6.103515625e-05, 1.52587890625e-05)]
    [InlineData("e2m3", 7.5, 1, 0.125)]
    [InlineData("e3m2", 28, 0.25, 0.0625)]
    [InlineData("e2m1", 6, 1, 0.5)]
    [InlineData("int8", 127, 1, 1)]
    [InlineData("int4", 7, 1, 1)]
    public void Extremes_are_those_of_the_standards(string name, double maximum, double normal, double subnormal)
    {
        var type = Find(name);
        Assert.Equal(maximum, type.Maximum);
        Assert.Equal(normal, type.SmallestNormal);
        Assert.Equal(subnormal, type.SmallestSubnormal);
        Assert.Equal(maximum, type.Decode(type.Encode(maximum)));
        Assert.Equal(subnormal, type.Decode(1));
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public void Every_code_survives_the_way_to_its_value_and_back(string name)
    {
        var type = Find(name);
        for (var code = 0u; code < 1u << type.Bits; code++)
        {
            var value = type.Decode(code);
            if (double.IsNaN(value))
                Assert.True(double.IsNaN(type.Decode(type.Encode(value))), $"{code:x}");
            else
                Assert.Equal(code, type.Encode(value, Overflow.Special));
        }
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public void Values_grow_with_codes(string name)
    {
        var type = Find(name);
        var last = double.NegativeInfinity;
        for (var code = 0u; code < 1u << (type.Bits - 1); code++)
        {
            var value = type.Decode(code);
            if (double.IsNaN(value))
                continue;
            Assert.True(value > last, $"{code:x}: {value} after {last}");
            Assert.True(type.IsInteger || type.Decode(code | (1u << (type.Bits - 1))) == -value);
            last = value;
        }
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public void Rounding_finds_the_nearest_of_all_values(string name)
    {
        var type = Find(name);
        var table = Enumerable.Range(0, 1 << type.Bits).Select(c => (Code: (uint)c, Value: type.Decode((uint)c)))
            .Where(c => double.IsFinite(c.Value) && !(c.Value == 0 && c.Code != 0)).OrderBy(c => c.Value).ToArray();
        for (var i = 0; i + 1 < table.Length; i++)
        {
            var (low, high) = (table[i], table[i + 1]);
            var middle = (low.Value / 2) + (high.Value / 2);
            Assert.Equal((low.Code & 1) == 0 ? low.Value : high.Value, type.Round(middle));
            Assert.Equal(low.Value, type.Round(Math.BitDecrement(middle)));
            Assert.Equal(high.Value, type.Round(Math.BitIncrement(middle)));
        }
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public void Random_values_go_where_a_search_of_the_table_goes(string name)
    {
        var type = Find(name);
        double[] table = [.. Enumerable.Range(0, 1 << type.Bits).Select(c => type.Decode((uint)c)).Where(double.IsFinite).Distinct().Order()];
        var random = new Random(5);
        for (var i = 0; i < 20000; i++)
        {
            var value = Math.ScaleB((2 * random.NextDouble()) - 1, random.Next(type.MinimumExponent - type.FractionBits - 2, type.MaximumExponent + 2));
            var at = Array.BinarySearch(table, value);
            var above = Math.Clamp(at < 0 ? ~at : at, 0, table.Length - 1);
            var nearest = Math.Min(Math.Abs(table[above] - value), Math.Abs(table[Math.Max(0, above - 1)] - value));
            Assert.Equal(nearest, Math.Abs(type.Round(value, Overflow.Saturate) - value));
        }
    }

    [Fact]
    public void Binary16_is_that_of_the_runtime()
    {
        var random = new Random(3);
        for (var i = 0; i < 100000; i++)
        {
            var value = BitConverter.Int32BitsToSingle(random.Next(int.MinValue, int.MaxValue));
            Assert.Equal((float)(Half)value, (float)ElementType.Fp16.Round(value));
            Assert.Equal(value, (float)ElementType.Fp32.Round(value));
        }
    }

    [Fact]
    public void The_laboratory_and_the_kernels_agree_on_every_format()
    {
        var random = new Random(4);
        foreach (var format in QuantisationFormats.All.Where(f => ElementCodec.Maximum(f.Storage) == (float)f.Element.Maximum && f.Storage != NumberFormats.Tf32))
        {
            for (var i = 0; i < 5000; i++)
            {
                var value = (float)Math.ScaleB((2 * random.NextDouble()) - 1, random.Next(-20, 8));
                Assert.Equal(ElementCodec.Encode(format.Storage, value), format.Element.Encode(value));
            }
        }
    }

    // OFP8 1.0, section 5.2.1: beyond 464, the middle of 448 and the next value that e4m3 would have, conversion overflows.
    [Theory]
    [InlineData("e4m3", 464, 448, 448)]
    [InlineData("e4m3", 464.001, 448, double.NaN)]
    [InlineData("e4m3", double.NegativeInfinity, -448, double.NaN)]
    [InlineData("e5m2", 61439, 57344, 57344)]
    [InlineData("e5m2", 61440, 57344, double.PositiveInfinity)]
    [InlineData("e5m2", double.NegativeInfinity, -57344, double.NegativeInfinity)]
    [InlineData("fp16", 65519, 65504, 65504)]
    [InlineData("fp16", 65520, 65504, double.PositiveInfinity)]
    [InlineData("e2m1", 100, 6, 6)]
    [InlineData("e2m3", -100, -7.5, -7.5)]
    [InlineData("int8", 1000, 127, 127)]
    public void Overflow_saturates_or_becomes_special(string name, double value, double saturated, double special)
    {
        Assert.Equal(saturated, Find(name).Round(value, Overflow.Saturate));
        Assert.Equal(special, Find(name).Round(value, Overflow.Special));
    }

    [Fact]
    public void NaN_stays_where_a_type_has_it()
    {
        foreach (var type in ElementType.All)
            Assert.Equal(type.Specials != SpecialValues.None, double.IsNaN(type.Decode(type.Encode(double.NaN))));
    }

    [Theory]
    [MemberData(nameof(Narrow))]
    public void Stochastic_rounding_is_right_on_average(string name)
    {
        const int Draws = 40000;
        var type = Find(name);
        var random = new Random(11);
        foreach (var part in new[] { 0.03, 0.3, 0.5, 0.81 })
        {
            foreach (var low in new[] { 0, 1, -2.0 })
            {
                var step = low == 0 ? type.SmallestSubnormal : Math.Max(Math.Abs(low) * Math.ScaleB(1, -type.FractionBits), type.SmallestSubnormal);
                var value = low + (part * step * (low < 0 ? -1 : 1));
                double sum = 0;
                for (var i = 0; i < Draws; i++)
                {
                    var rounded = type.RoundStochastically(value, random.NextDouble());
                    Assert.True(rounded == low || Math.Abs(rounded - low) == step);
                    sum += rounded - value;
                }

                // Five standard deviations of a mean of draws that are step·(1 − part) or −step·part.
                Assert.InRange(sum / Draws / step, -5 * Math.Sqrt(part * (1 - part) / Draws), 5 * Math.Sqrt(part * (1 - part) / Draws));
            }
        }
    }

    [Fact]
    public void Values_that_are_there_are_never_moved()
    {
        foreach (var type in ElementType.All.Where(t => t.Bits <= 16))
        {
            for (var code = 0u; code < 1u << type.Bits; code++)
            {
                var value = type.Decode(code);
                if (double.IsFinite(value))
                    Assert.Equal(value, type.RoundStochastically(value, 0));
            }
        }
    }

    [Fact]
    public void Power_scales_cover_254_octaves()
    {
        for (var code = 0; code < PowerScale.NaN; code++)
        {
            Assert.Equal(Math.Pow(2, code - 127), PowerScale.Decode((byte)code));
            Assert.Equal(code, PowerScale.Encode(PowerScale.Decode((byte)code)));
        }

        Assert.Equal(double.NaN, PowerScale.Decode(PowerScale.NaN));
        Assert.Equal(PowerScale.NaN, PowerScale.Encode(double.NaN));
    }

    private static ElementType Find(string name) => ElementType.All.Single(t => t.Name == name);
}
