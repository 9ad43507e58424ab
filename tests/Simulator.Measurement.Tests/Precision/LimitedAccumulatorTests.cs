using Simulator.Measurement.Numerics;
using Simulator.Measurement.Precision;

namespace Simulator.Measurement.Tests.Precision;

public sealed class LimitedAccumulatorTests
{
    [Fact]
    public void What_lies_fourteen_bits_below_the_largest_product_is_cut_off()
    {
        Assert.Equal(1, LimitedAccumulator.Add(0, [1, MathF.ScaleB(1, -7)], [1, MathF.ScaleB(1, -7)]));
        Assert.Equal(1 + MathF.ScaleB(1, -13), LimitedAccumulator.Add(0, [1, MathF.ScaleB(1, -7)], [1, MathF.ScaleB(1, -6)]));
        Assert.Equal(1, LimitedAccumulator.Add(1, [MathF.ScaleB(1, -7)], [MathF.ScaleB(-1, -7)]));
    }

    [Fact]
    public void Sums_are_those_of_whole_numbers_cut_to_fourteen_bits()
    {
        var random = new Random(2);
        for (var round = 0; round < 2000; round++)
        {
            var count = random.Next(1, LimitedAccumulator.Group + 1);
            float[] a = Elements(random, count), b = Elements(random, count);
            var sum = Truncate((decimal)(random.NextDouble() * 1000), 14);
            var expected = Oracle((float)sum, a, b);
            Assert.Equal((double)expected, LimitedAccumulator.Add((float)sum, a, b), 1e-12);
        }
    }

    // Every product is cut to a unit of the sum's last place, 2^(floor(log2 sum) - 13): one at a time here, in groups of 32 there.
    [Fact]
    public void Long_sums_of_positive_products_fall_short_by_what_is_cut_off()
    {
        var random = new Random(7);
        float[] Values() => [.. Enumerable.Range(0, 4096).Select(_ => (float)ElementType.E4M3.Round(0.1 + random.NextDouble()))];
        var format = QuantisationFormats.Fp8;
        float[] x = Values(), y = Values();
        QuantisedMatrix a = new(format, 1, 4096, x, default, [], 1), b = new(format, 1, 4096, y, default, [], 1);
        double sum = 0, lost = 0;
        for (var i = 0; i < x.Length; i++)
        {
            sum += (double)x[i] * y[i];
            lost += (double)x[i] * y[i] % Math.Pow(2, Math.Floor(Math.Log2(sum - lost)) - 13);
        }

        double Error(Accumulation how) => (QuantisedProduct.Multiply(a, b, how)[0] / sum) - 1;
        Assert.Equal(-lost / sum, Error(Accumulation.Hopper), 0.1 * lost / sum);
        Assert.InRange(Error(Accumulation.HopperPromoted), -0.1 * lost / sum, 0);
        Assert.InRange(Math.Abs(Error(Accumulation.Fp32)), 0, 1e-5);
    }

    private static float[] Elements(Random random, int count) =>
        [.. Enumerable.Range(0, count).Select(_ => (float)ElementType.E4M3.Round(((2 * random.NextDouble()) - 1) * Math.Pow(2, random.Next(-4, 6))))];

    // In decimal arithmetic: every term cut to a multiple of 2^(largest exponent − 13), their exact sum cut to 14 bits.
    private static decimal Oracle(float sum, float[] a, float[] b)
    {
        decimal[] terms = [(decimal)(double)sum, .. a.Zip(b, (x, y) => (decimal)((double)x * y))];
        var largest = terms.Max(Math.Abs);
        if (largest == 0)
            return (decimal)(double)sum;
        var unit = (decimal)Math.Pow(2, Math.Floor(Math.Log2((double)largest)) - 13);
        return Truncate(terms.Sum(t => Math.Truncate(t / unit) * unit), 14);
    }

    private static decimal Truncate(decimal value, int bits)
    {
        if (value == 0)
            return 0;
        var unit = (decimal)Math.Pow(2, Math.Floor(Math.Log2((double)Math.Abs(value))) - (bits - 1));
        return Math.Truncate(value / unit) * unit;
    }
}
