using Simulator.Measurement.Training.Kernels;
using Simulator.Measurement.Training.Models;
using Simulator.Measurement.Training.Tensors;

namespace Simulator.Measurement.Tests.Training;

/// <summary>Every backward pass against central differences of its forward pass, along random directions.</summary>
public sealed class GradientTests
{
    private const double Tolerance = 3e-3;

    [Fact]
    public void Norms()
    {
        using var f = new TrainingFixture();
        FloatMatrix x = f.Normal(32, 48), gain = f.Normal(1, 48), y = f.Arena.Create(32, 48), dy = f.Normal(32, 48);
        FloatMatrix dx = f.Arena.Create(32, 48), dGain = f.Arena.Create(1, 48);
        var factors = new float[32];
        double Loss()
        {
            f.Kernels.Norm(x, gain, y, factors);
            return Dot(y, dy);
        }

        Loss();
        f.Kernels.NormGradient(x, gain, factors, dy, dx, dGain);
        Check(f, Loss, x, dx);
        Check(f, Loss, gain, dGain);
    }

    [Fact]
    public void Gated_units()
    {
        using var f = new TrainingFixture();
        FloatMatrix gates = f.Normal(16, 96, 2), y = f.Arena.Create(16, 48), dy = f.Normal(16, 48), dGates = f.Arena.Create(16, 96);
        double Loss()
        {
            f.Kernels.SwiGlu(gates, y);
            return Dot(y, dy);
        }

        Loss();
        f.Kernels.SwiGluGradient(gates, dy, dGates);
        Check(f, Loss, gates, dGates);
    }

    [Theory]
    [InlineData(2, 32, 3, 16)]
    [InlineData(1, 64, 1, 48)]
    public void Attention_with_rotary_positions(int batch, int sequence, int heads, int width)
    {
        foreach (var level in TrainingFixture.Levels)
        {
            using var f = new TrainingFixture(level);
            var shape = new AttentionShape(batch, sequence, heads, width);
            var rotary = new RotaryRows(shape);
            int rows = batch * sequence, h = heads * width;
            FloatMatrix qkv = f.Normal(rows, 3 * h), o = f.Arena.Create(rows, h), sums = f.Arena.Create(batch * heads, sequence);
            FloatMatrix dO = f.Normal(rows, h), d = f.Arena.Create(rows, 3 * h);
            var turned = f.Arena.Create(rows, 3 * h);
            double Loss()
            {
                qkv.Values.CopyTo(turned.Values);
                f.Kernels.Turn(rotary, shape, turned, false);
                f.Kernels.Attention(shape, turned, o, sums, false);
                return Dot(o, dO);
            }

            Loss();
            f.Kernels.AttentionGradient(shape, turned, o, sums, dO, d, false);
            f.Kernels.Turn(rotary, shape, d, true);
            Check(f, Loss, qkv, d);
        }
    }

    [Fact]
    public void Attention_sees_no_later_token()
    {
        using var f = new TrainingFixture();
        var shape = new AttentionShape(1, 32, 2, 16);
        FloatMatrix qkv = f.Normal(32, 96), o = f.Arena.Create(32, 32), sums = f.Arena.Create(2, 32);
        f.Kernels.Attention(shape, qkv, o, sums, false);
        var before = o.Values[..(20 * 32)].ToArray();
        foreach (ref var value in qkv.Values[(20 * 96)..])
            value += 1;
        f.Kernels.Attention(shape, qkv, o, sums, false);
        Assert.Equal(before, o.Values[..(20 * 32)].ToArray());
    }

    [Fact]
    public void Linear_layers()
    {
        using var f = new TrainingFixture();
        var session = new NumericsSession(f.Kernels, f.Arena, 1, false);
        var weight = new Parameter(f.Arena, "w", 80, 48, true);
        f.Normal(80, 48).Values.CopyTo(weight.Values.Values);
        var layer = new LinearLayer(session, f.Arena, weight, LayerNumerics.Fp32, 64);
        FloatMatrix x = f.Normal(64, 48), y = f.Arena.Create(64, 80), dy = f.Normal(64, 80), dx = f.Arena.Create(64, 48);
        double Loss()
        {
            layer.Forward(x, y);
            return Dot(y, dy);
        }

        Loss();
        layer.Backward(x, dy, dx);
        Check(f, Loss, x, dx);
        Check(f, Loss, weight.Values, weight.Gradient);
    }

    // Rotations cancel: with formats that round little, the weight gradient is what it is without.
    [Fact]
    public void Rotation_leaves_the_weight_gradient()
    {
        using var f = new TrainingFixture();
        var session = new NumericsSession(f.Kernels, f.Arena, 1, false);
        var weight = new Parameter(f.Arena, "w", 80, 48, true);
        f.Normal(80, 48).Values.CopyTo(weight.Values.Values);
        FloatMatrix x = f.Normal(64, 48), y = f.Arena.Create(64, 80), dy = f.Normal(64, 80), dx = f.Arena.Create(64, 48);
        var plain = new LinearLayer(session, f.Arena, weight, LayerNumerics.Fp32, 64);
        plain.Forward(x, y);
        plain.Backward(x, dy, dx);
        var expected = weight.Gradient.Values.ToArray();
        var rotated = new LinearLayer(session, f.Arena, weight, LayerNumerics.Fp32 with { RotatesWeightGradient = true }, 64);
        rotated.Forward(x, y);
        rotated.Backward(x, dy, dx);
        for (var i = 0; i < expected.Length; i++)
            Assert.Equal(expected[i], weight.Gradient.Values[i], 1e-4);
        Assert.NotEqual(expected, weight.Gradient.Values.ToArray());
    }

    [Fact]
    public void The_whole_model()
    {
        using var f = new TrainingFixture();
        var shape = new TransformerShape(2, 48, 3, 80, 32, 2);
        using var model = new Transformer(f.Kernels, shape, NumericsRecipe.Fp32, 3);
        var random = new Random(5);
        int[] inputs = [.. Enumerable.Range(0, shape.Tokens).Select(_ => random.Next(256))], targets = [.. inputs.Select(_ => random.Next(256))];
        double Loss() => model.Forward(inputs, targets);
        Loss();
        model.Backward();
        Assert.Equal(3 + (2 * 6), model.Parameters.Count);
        Assert.Equal(shape.Parameters, model.Parameters.Sum(p => (long)p.Values.Count));
        foreach (var parameter in model.Parameters)
            Check(f, Loss, parameter.Values, f.Copy(parameter.Gradient), parameter.Name);
    }

    private static double Dot(FloatMatrix a, FloatMatrix b)
    {
        double sum = 0;
        for (var i = 0; i < a.Count; i++)
            sum += (double)a.Values[i] * b.Values[i];
        return sum;
    }

    // (L(x + εd) − L(x − εd)) / 2ε against the gradient along d: the gradient itself, half of it random.
    private static void Check(TrainingFixture fixture, Func<double> loss, FloatMatrix x, FloatMatrix gradient, string name = "")
    {
        var direction = fixture.Normal(x.Rows, x.Columns);
        var norm = Math.Sqrt(Dot(gradient, gradient));
        var original = x.Values.ToArray();
        double length = Math.Sqrt(x.Count), size = Math.Sqrt(original.Sum(v => (double)v * v)) / length, step = 1e-3 * Math.Max(size, 1e-2);
        for (var i = 0; i < x.Count; i++)
            direction.Values[i] = (float)((0.5 * direction.Values[i]) + (gradient.Values[i] / norm * length));
        double At(double factor)
        {
            for (var i = 0; i < original.Length; i++)
                x.Values[i] = (float)(original[i] + (factor * direction.Values[i]));
            return loss();
        }

        var numerical = (At(step) - At(-step)) / (2 * step);
        original.CopyTo(x.Values);
        var analytic = Dot(gradient, direction);
        Assert.True(Math.Abs(numerical - analytic) <= Tolerance * Math.Abs(analytic), $"{name}: {numerical} by differences, {analytic} by the backward pass");
    }
}
