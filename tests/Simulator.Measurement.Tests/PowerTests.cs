using Simulator.Hardware.Clusters;
using Simulator.Hardware.Technology;
using Simulator.Measurement.Measurements;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Timing.Energy;
using Simulator.Timing.Estimates;
using Xunit.Abstractions;

namespace Simulator.Measurement.Tests;

/// <summary>
/// Power of B200's products against the boards' meters. A meter averages over more than a short kernel's repetitions: readings of the same work differ by a
/// factor of two and more below some 100 µs (docs/silicon.md), so that single readings count from 160 µs on, and all of them weighted by their time.
/// </summary>
public class PowerTests(ITestOutputHelper output)
{
    private const double SettledSeconds = 160e-6;

    [SharedDataFact("silicon/gemm.csv")]
    public void Of_products_on_b200()
    {
        var measured = MeasurementFile.Read([Path.Combine(RepositoryPaths.Shared, "silicon", "gemm.csv")], MeasurementConventions.None)
            .Rows.Where(r => r.PowerWatts > 0).ToArray();
        var model = new TimingModel(SystemCatalog.Open(RepositoryPaths.Configs).Load("hgx-b200"), CalibrationFile.Load(RepositoryPaths.Configs));
        var energy = new EnergyModel(model.Rates, TechnologyFile.Load(RepositoryPaths.Configs));
        var rows = measured.Select(r =>
        {
            var estimate = model.Estimate(r.Operator, PricingContext.Benchmark);
            var predicted = energy.Of(r.Operator, estimate).TotalJoules / estimate.Seconds;
            var watts = r.PowerWatts!.Value;
            return (r.Operator.PrecisionName, r.LatencySeconds, Watts: watts, Predicted: predicted, Error: Math.Abs(predicted / watts - 1));
        }).ToArray();
        var settled = rows.Where(r => r.LatencySeconds >= SettledSeconds).ToArray();
        var mean = settled.Average(r => r.Error);
        var weighted = rows.Sum(r => Math.Abs(r.Predicted - r.Watts) * r.LatencySeconds) / rows.Sum(r => r.Watts * r.LatencySeconds);
        foreach (var group in settled.GroupBy(r => r.PrecisionName))
        {
            output.WriteLine(FormattableString.Invariant($"{group.Key}: {group.Count()} from 160 us, {group.Average(r => r.Error):P1}"));
        }

        output.WriteLine(FormattableString.Invariant(
            $"{settled.Length} of {rows.Length} rows from 160 us: {mean:P1}; all by their energy: {weighted:P1}, alike: {rows.Average(r => r.Error):P1}"));
        Assert.True(settled.Length > 1000);
        Assert.InRange(mean, 0, 0.15);
        Assert.InRange(weighted, 0, 0.1);
        Assert.InRange(settled.Where(r => r.PrecisionName is "bf16" or "nvfp4").Average(r => r.Error), 0, 0.08);
    }
}
