using Simulator.Measurement.Fitting;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;

namespace Simulator.Measurement.Tests;

/// <summary>Device profiles: found again where a known device made the rows, and of that device alone.</summary>
public class ProfileTests
{
    private const double Overhead = 3e-6;
    private const double Factor = 1.25;

    [Fact]
    public void A_device_with_a_known_overhead_and_factor_is_found_again()
    {
        var (rows, entry) = Fitted();
        Assert.InRange(entry.OverheadSeconds, 0.9 * Overhead, 1.1 * Overhead);
        Assert.InRange(entry.Factor, 0.98 * Factor, 1.02 * Factor);
        Assert.Equal(rows, entry.Rows);
        Assert.True(entry.MapeBeforePercent > 20 && entry.MapeAfterPercent < 3, $"{entry.MapeBeforePercent:0.0} to {entry.MapeAfterPercent:0.0}");
    }

    [Fact]
    public void A_profile_corrects_its_own_gpu_and_no_other()
    {
        var (_, entry) = Fitted();
        var profile = new DeviceProfile
        {
            Gpu = "l40s",
            Fit = new FitRecord { Date = "2026-01-01", DataSha256 = "", Rows = 1, Seed = 0, MapePercent = 0 },
            Families = new Dictionary<string, ProfileEntry> { ["gemm"] = entry },
        };
        var op = SyntheticRows.Gemms((_, _) => 1)[0].Operator;
        Assert.Equal(entry.Factor, Change("l40s"), 12);
        Assert.Equal(1, Change("h100-sxm"), 12);

        double Change(string gpu)
        {
            var with = new TimingModel(SyntheticRows.Systems[gpu], SyntheticRows.Truth with { Profile = profile });
            var without = new TimingModel(SyntheticRows.Systems[gpu], SyntheticRows.Truth);
            Assert.Equal(gpu == "l40s", with.Profile is not null);
            var overhead = gpu == "l40s" ? entry.OverheadSeconds : 0;
            return (with.Estimate(op, PricingContext.Cold).Seconds - overhead) / without.Estimate(op, PricingContext.Cold).Seconds;
        }
    }

    private static (int Rows, ProfileEntry Entry) Fitted()
    {
        var rows = SyntheticRows.Gemms((_, _) => 1).Where(r => r.Gpu == "l40s").ToArray();
        var own = rows.Select(r => r with { LatencySeconds = Overhead + (Factor * r.LatencySeconds) });
        return (rows.Length, ProfileFit.Of([.. own], SyntheticRows.Systems["l40s"], SyntheticRows.Truth)["gemm"]);
    }
}
