using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Gpus;
using Simulator.Timing;
using Simulator.Timing.Calibration;
using Simulator.Timing.Estimates;
using Simulator.Workloads.Operators;

namespace Simulator.Measurement.Tests;

/// <summary>Measurements that a known truth has made: the model itself, with an error that is known too.</summary>
internal static class SyntheticRows
{
    public static TimingCoefficients Truth { get; } = CalibrationFile.Load(RepositoryPaths.Configs);

    public static IReadOnlyDictionary<string, SystemDescription> Systems { get; } = Load("h100-sxm", "a100-sxm", "l40s");

    public static ImmutableArray<Measurements.Measurement> Gemms(Func<string, int, double> factor)
    {
        var rows = ImmutableArray.CreateBuilder<Measurements.Measurement>();
        foreach (var (id, system) in Systems)
        {
            var model = new TimingModel(system, Truth);
            var index = 0;
            foreach (var m in (int[])[1, 16, 128, 1024, 8192])
            {
                foreach (var n in (int[])[512, 4096, 16384])
                {
                    foreach (var k in (int[])[1024, 8192])
                    {
                        var op = OperatorVocabulary.Parse("gemm", "bf16", $"m={m};n={n};k={k}");
                        var seconds = model.Estimate(op, PricingContext.Benchmark).Seconds * factor(id, index++);
                        rows.Add(new Measurements.Measurement(id, op, seconds, null, null, null, "synthetic", rows.Count + 2, []));
                    }
                }
            }
        }

        return rows.ToImmutable();
    }

    private static Dictionary<string, SystemDescription> Load(params string[] ids)
    {
        var gpus = new GpuCatalog(RepositoryPaths.Configs);
        return ids.ToDictionary(id => id, id => SystemCatalog.DefaultFor(gpus.Load(id)));
    }
}
