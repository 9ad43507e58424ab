using Simulator.Measurement.Devices.Inputs;
using Simulator.Measurement.Numerics;
using Simulator.Measurement.Precision;
using Simulator.Measurement.Training.Casts;
using Simulator.Measurement.Training.Models;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Tests.Training;

/// <summary>The fast casts against the laboratory's quantiser: the same bits.</summary>
public sealed class CasterTests
{
    public static TheoryData<string, string> Rules()
    {
        var data = new TheoryData<string, string>();
        foreach (var recipe in NumericsRecipe.All.Where(r => r.IsNarrow))
        {
            foreach (var tensor in Enum.GetNames<TensorClass>())
                data.Add(recipe.Name, tensor);
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Rules))]
    public void A_cast_has_the_bits_of_the_quantiser(string recipe, string tensor)
    {
        using var fixture = new TrainingFixture();
        var rule = Rule(recipe, tensor);
        foreach (var (rows, columns, scale) in new[] { (48, 320, 1.0), (16, 16, 1e-6), (160, 144, 3e4), (32, 48, 1e-20) })
        {
            FloatMatrix from = fixture.Normal(rows, columns, scale), to = fixture.Arena.Create(rows, columns);
            var matrix = new DenseMatrix(rows, columns, from.Values.ToArray());
            var expected = rule.Layout is { Rows: 16, Columns: 16 } ? Squares(matrix, rule)
                : new Quantiser(rule.Rounding, 7).Quantise(matrix, rule.Format, rule.Layout).Values();
            var counts = fixture.Kernels.Cast(from, to, new CastPlan(rule, fixture.Kernels.Largest(from), new RandomValues(7, 1000)));
            Assert.Equal(expected, to.Values.ToArray());
            Assert.Equal(rows * columns, counts.Elements);
            Assert.Equal(matrix.Values.Count(v => v != 0), counts.NonZero);
            Assert.Equal(matrix.Values.Zip(expected).Count(p => p.First != 0 && p.Second == 0), counts.Underflows);
        }
    }

    [Theory]
    [InlineData("fp8-current", "Gradient")]
    [InlineData("nvfp4", "Gradient")]
    public void Stochastic_rounding_is_right_on_average(string recipe, string tensor)
    {
        using var fixture = new TrainingFixture();
        var rule = Rule(recipe, tensor) with { Rounding = Rounding.Stochastic };
        FloatMatrix from = fixture.Normal(16, 64), to = fixture.Arena.Create(16, 64);
        var largest = fixture.Kernels.Largest(from);
        const int Casts = 4000;
        double[] sums = new double[from.Count], squares = new double[from.Count];
        for (var i = 0; i < Casts; i++)
        {
            fixture.Kernels.Cast(from, to, new CastPlan(rule, largest, new RandomValues((ulong)i, 1000)));
            for (var j = 0; j < sums.Length; j++)
            {
                var error = to.Values[j] - from.Values[j];
                sums[j] += error;
                squares[j] += error * error;
            }
        }

        // Elements at a block's largest value may be cut where the block's own scale was rounded down; all others are drawn fairly.
        var beyond = 0;
        for (var j = 0; j < sums.Length; j++)
        {
            var deviation = Math.Sqrt((squares[j] / Casts) - Math.Pow(sums[j] / Casts, 2));
            if (Math.Abs(sums[j] / Casts) > 5 * Math.Max(deviation, 1e-7 * largest) / Math.Sqrt(Casts))
                beyond++;
        }

        Assert.InRange(beyond, 0, recipe == "nvfp4" ? 64 : 1);
    }

    [Fact]
    public void Underflows_and_saturations_are_counted()
    {
        using var fixture = new TrainingFixture();
        FloatMatrix from = fixture.Arena.Create(1, 32), to = fixture.Arena.Create(1, 32);

        // e4m3 at scale 1: 2^-10 is half the smallest value and goes to 0 (even), just above it to 2^-9; 464 is half way from 448 to the next binade.
        float[] values = [0, MathF.ScaleB(1, -10), -MathF.ScaleB(1, -12), 1.01f * MathF.ScaleB(1, -10), 448, 463.9f, -464.1f, 1000, 1];
        values.CopyTo(from.Values);
        var counts = fixture.Kernels.Cast(from, to, new CastPlan(Rule("fp8-delayed", "Weight"), 448, default));
        Assert.Equal(new CastCounts(32, 8, 2, 2), counts);
        Assert.Equal([0, 0, 0, MathF.ScaleB(1, -9), 448, 448, -448, 448, 1], to.Values[..9].ToArray());
        Assert.Equal(0.25, counts.UnderflowShare);
    }

    [Fact]
    public void Delayed_scales_follow_the_largest_of_the_steps_remembered()
    {
        var scale = new DelayedScale(448, 2);
        Assert.Equal(448, scale.Largest);
        scale.Observe(3);
        scale.Observe(5);
        Assert.Equal(448, scale.Largest);
        scale.Advance();
        Assert.Equal(5, scale.Largest);
        scale.Observe(2);
        scale.Advance();
        Assert.Equal(5, scale.Largest);
        scale.Observe(1);
        scale.Advance();
        Assert.Equal(2, scale.Largest);
        scale.Observe(0);
        scale.Advance();
        scale.Observe(0);
        scale.Advance();
        Assert.Equal(1, scale.Largest);
    }

    [Fact]
    public void A_product_of_cast_operands_is_the_laboratorys()
    {
        foreach (var recipe in NumericsRecipe.All.Where(r => r.IsNarrow))
        {
            using var fixture = new TrainingFixture();
            FloatMatrix a = fixture.Normal(48, 288), b = fixture.Normal(80, 288), c = fixture.Arena.Create(48, 80);
            var (activation, weight) = (recipe.Products.Activation, recipe.Products.Weight);
            if (weight.Layout is { Rows: 16 })
                weight = activation;
            var quantiser = new Quantiser();
            QuantisedMatrix qa = Quantised(a, activation), qb = Quantised(b, weight);
            var expected = QuantisedProduct.Multiply(qa, qb, Accumulation.Exact);
            fixture.Kernels.Cast(a, a, new CastPlan(activation, fixture.Kernels.Largest(a), default));
            fixture.Kernels.Cast(b, b, new CastPlan(weight, fixture.Kernels.Largest(b), default));
            fixture.Kernels.Multiply(a.ByRows, b.ByRows, 288, c);
            for (var i = 0; i < expected.Length; i++)
                Assert.Equal(expected[i], c.Values[i], 1e-5 * Math.Sqrt(288));

            QuantisedMatrix Quantised(FloatMatrix matrix, CastRule rule) =>
                quantiser.Quantise(new DenseMatrix(matrix.Rows, matrix.Columns, matrix.Values.ToArray()), rule.Format, rule.Layout);
        }
    }

    [Fact]
    public void Bytes_count_elements_and_scales()
    {
        Assert.Equal(64 * 256 * 2, CastRule.Bf16.Bytes(64, 256));
        Assert.Equal((64 * 256) + 4, Rule("fp8-current", "Weight").Bytes(64, 256));
        Assert.Equal((256 * 256) + (4 * 4), Rule("fp8-block", "Weight").Bytes(256, 256));
        Assert.Equal((64 * 256) + (64 * 2 * 4), Rule("fp8-block", "Activation").Bytes(64, 256));
        Assert.Equal((64 * 256) + (64 * 8), Rule("mxfp8", "Gradient").Bytes(64, 256));
        Assert.Equal((64 * 256 / 2) + (64 * 16) + 4, Rule("nvfp4", "Activation").Bytes(64, 256));
        Assert.Equal((64 * 256 / 2) + (4 * 16) + 4, Rule("nvfp4", "Weight").Bytes(64, 256));
    }

    private static CastRule Rule(string recipe, string tensor)
    {
        var products = NumericsRecipe.Parse(recipe).Products;
        return tensor switch
        {
            "Weight" => products.Weight,
            "Activation" => products.Activation,
            _ => products.Gradient,
        };
    }

    // The quantiser has no blocks of several rows for nvfp4: from the codecs, element by element.
    private static float[] Squares(DenseMatrix matrix, CastRule rule)
    {
        var (element, layout) = (rule.Format.Element, rule.Layout);
        var tensorScale = (float)(matrix.Values.Max(MathF.Abs) / (6.0 * 448));
        tensorScale = float.IsNormal(tensorScale) ? tensorScale : 1;
        var (down, across) = layout.Blocks(matrix.Rows, matrix.Columns);
        var largest = new float[down * across];
        int Block(int i) => layout.Block(matrix.Rows, matrix.Columns, i / matrix.Columns, i % matrix.Columns);
        for (var i = 0; i < matrix.Values.Length; i++)
            largest[Block(i)] = MathF.Max(largest[Block(i)], MathF.Abs(matrix.Values[i]));
        return [.. matrix.Values.Select((v, i) =>
        {
            var ratio = largest[Block(i)] / tensorScale / 6f;
            var scale = largest[Block(i)] > 0 ? Math.Max(ElementType.E4M3.SmallestSubnormal, ElementType.E4M3.Round(ratio)) * tensorScale : tensorScale;
            return (float)(element.Round(v / scale) * scale);
        })];
    }
}
