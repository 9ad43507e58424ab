using MathNet.Numerics.Distributions;
using MathNet.Numerics.Random;
using Simulator.Hardware.Descriptions;
using Simulator.Measurement.Fitting;
using Simulator.Measurement.Measurements;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;

namespace Simulator.Measurement.Tests;

public class FittingTests
{
    [Fact]
    public void A_fit_finds_its_way_back_and_the_same_seed_gives_the_same_fit()
    {
        var rows = SyntheticRows.Gemms((_, _) => 1);
        var truth = SyntheticRows.Truth;
        var start = truth with
        {
            Gemm = truth.Gemm with { MemoryEfficiency = 0.5, Asynchronous = truth.Gemm.Asynchronous with { TensorEfficiency = 0.5, TileCycles = 6000 } },
        };
        var options = new FitOptions { Passes = 3 };
        var fitted = Fitter.Fit(start, rows, SyntheticRows.Systems, options);
        double before = Mape(start), after = Mape(fitted);
        Assert.True(after < before / 3, $"from {before:P1} to {after:P1}");
        Assert.Equal(Text(fitted), Text(Fitter.Fit(start, rows, SyntheticRows.Systems, options)));
        Assert.Equal(truth.Attention, fitted.Attention);
        double Mape(TimingCoefficients c) => Validator.Validate(new MeasurementSet(rows, []), SyntheticRows.Systems, c).Total!.Mape;
    }

    [Fact]
    public void Coefficients_that_are_written_are_read_back()
    {
        var text = Text(SyntheticRows.Truth);
        var file = Path.GetTempFileName();
        try
        {
            File.WriteAllText(file, "source: a test\n" + text);
            Assert.Equal(text, Text(DescriptionReader.Read<TimingCoefficients>(file).Value));
        }
        finally
        {
            File.Delete(file);
        }
    }

    [Fact]
    public void Conformal_intervals_hold_nine_rows_in_ten_of_a_gpu_like_the_others()
    {
        var random = new MersenneTwister(7);
        var rows = Enumerable.Range(0, 12).SelectMany(_ => SyntheticRows.Gemms((_, _) => Math.Exp(Normal.Sample(random, 0, 0.1)))).ToArray();
        var report = Validator.Validate(new MeasurementSet([.. rows], []), SyntheticRows.Systems, SyntheticRows.Truth);
        var coverage = ConformalIntervals.Coverage(report.Comparisons, SyntheticRows.Truth.Intervals);
        Assert.Equal(SyntheticRows.Systems.Count, coverage.Count);
        Assert.All(coverage, c => Assert.InRange(c.Coverage, 0.85, 0.95));
    }

    private static string Text(TimingCoefficients coefficients)
    {
        using var writer = new StringWriter();
        DescriptionWriter.Write(coefficients, writer);
        return writer.ToString();
    }
}
