using Simulator.Systems.Serving.Arrivals;
using Simulator.Systems.Serving.Metrics;

namespace Simulator.Systems.Tests.Serving;

public class LogHistogramTests
{
    [Fact]
    public void Quantiles_are_within_the_stated_error()
    {
        var random = new RandomSource(2);
        var values = Enumerable.Range(0, 50_000).Select(_ => 1e-3 * Math.Exp(3 * random.Normal())).ToArray();
        var histogram = new LogHistogram();
        foreach (var value in values)
            histogram.Add(value);
        Array.Sort(values);
        foreach (var fraction in (double[])[0.01, 0.5, 0.9, 0.99, 0.999])
        {
            var exact = values[(int)Math.Ceiling(fraction * (values.Length - 1))];
            Assert.InRange(histogram.Quantile(fraction) / exact, 1 - LogHistogram.RelativeError - 1e-9, 1 + LogHistogram.RelativeError + 1e-9);
        }

        Assert.Equal(values.Average(), histogram.Mean, 1e-9 * values.Average());
        Assert.Equal(values[^1], histogram.Largest);
    }

    [Fact]
    public void Without_values_there_is_no_quantile() => Assert.True(double.IsNaN(new LogHistogram().Quantile(0.5)));

    [Fact]
    public void The_cumulative_distribution_is_thin_and_agrees_with_quantiles()
    {
        var histogram = new LogHistogram();
        var random = new Random(3);
        for (var i = 0; i < 100_000; i++)
        {
            histogram.Add(Math.Exp(3 * random.NextDouble()) * 1e-3);
        }

        var points = histogram.Cumulative();
        Assert.InRange(points.Length, 50, 230);
        Assert.Equal(1, points[^1].Share);
        Assert.Equal(histogram.Largest, points[^1].Value);
        Assert.All(points.Zip(points.Skip(1)), p => Assert.True(p.First.Value < p.Second.Value && p.First.Share < p.Second.Share));
        Assert.All(points, p => Assert.Equal(histogram.Quantile(p.Share), p.Value, 0.011 * p.Value));
        Assert.Empty(new LogHistogram().Cumulative());
    }
}
