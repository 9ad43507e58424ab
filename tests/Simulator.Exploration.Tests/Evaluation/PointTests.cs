using System.Globalization;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Descriptions;
using Simulator.Hardware.Gpus;
using Simulator.Hardware.Silicon;
using Simulator.Hardware.Technology;
using Simulator.Systems.Inference;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Exploration.Tests.Evaluation;

/// <summary>A point of a sweep is what the same design gives when it is described and simulated by itself.</summary>
public sealed class PointTests : IDisposable
{
    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_point_is_the_same_design_simulated_alone()
    {
        var run = folder.Run(folder.Experiment(), "a");
        var lines = File.ReadAllLines(run.Folder.Points);
        var header = lines[0].Split(',');
        var configs = Path.Combine(TestFolder.Root, "configs");
        var coefficients = CalibrationFile.Load(configs);
        var models = new ModelCatalog(Path.Combine(TestFolder.Root, "workloads"));
        var areas = new DieAreaModel(TechnologyFile.Load(configs));
        for (var i = 1; i < lines.Length; i += 61)
        {
            var fields = lines[i].Split(',');
            string Of(string column) => fields[Array.IndexOf(header, column)];
            if (Of("status") is not ("ok" or ['v', 'i', 'o', ..]))
                continue;
            string[] set =
            [
                $"memory.bandwidth={Of("gpu.memory.bandwidth")} B/s", $"sm.count={Of("gpu.sm.count")}", $"l2.bytes={Of("gpu.l2.bytes")} B",
            ];
            var gpu = new GpuCatalog(configs).Load("h100-sxm", [.. set.Select(s => DescriptionOverride.Parse(s))]);
            var system = SystemCatalog.DefaultFor(gpu);
            var workload = new WorkloadDescription
            {
                Model = "llama-3.1-8b",
                Batch = int.Parse(Of("batch"), CultureInfo.InvariantCulture),
                Context = 4096,
                Precision = Of("decode.precision"),
            };
            var request = workload.ToRequest(models.Load, system.ScaleUp.Gpus);
            var alone = StepPrediction.Of(system, coefficients, request.BuildTrace(), request);
            Assert.Equal(alone.Result!.Seconds, double.Parse(Of("decode.tpot"), CultureInfo.InvariantCulture), 1e-8 * alone.Result.Seconds);
            Assert.Equal(areas.Of(gpu).TotalSquareMetres, double.Parse(Of("area"), CultureInfo.InvariantCulture), 1e-11);
        }
    }

    [Fact]
    public void What_does_not_fit_says_so_and_has_no_figures()
    {
        var run = folder.Run(folder.Experiment(), "a");
        var lines = File.ReadAllLines(run.Folder.Points).Where(l => l.Contains("does-not-fit", StringComparison.Ordinal)).ToArray();
        Assert.NotEmpty(lines);
        var figures = File.ReadLines(run.Folder.Points).First().Split(',').SkipWhile(c => c != "status").Count() - 1;
        Assert.All(lines, line => Assert.EndsWith(",does-not-fit: decode" + new string(',', figures), line, StringComparison.Ordinal));
    }

    [Fact]
    public void An_impossible_division_is_a_status_and_no_fault()
    {
        var experiment = folder.Experiment("""
            name: small
            gpu: h100-sxm
            workloads: { decode: { model: llama-3.1-8b, batch: 32, context: 4096 } }
            vary: { tp: "1, 3, 16" }
            objectives: [tpot]
            """);
        var lines = File.ReadAllLines(folder.Run(experiment, "a").Folder.Points);
        Assert.Contains(",ok,", lines[1], StringComparison.Ordinal);
        Assert.Contains("impossible: decode.tp: 3 ", lines[2], StringComparison.Ordinal);
        Assert.Contains("impossible: decode", lines[3], StringComparison.Ordinal);
    }

    [Fact]
    public void Cumulative_variants_build_on_each_other()
    {
        var experiment = folder.Experiment("""
            name: small
            gpu: h100-sxm
            workloads: { decode: { model: llama-3.1-8b, batch: 32, context: 4096 } }
            cumulative: true
            variants:
              - { name: base }
              - { name: memory, set: { gpu.memory.bandwidth: 6 TB/s } }
              - { name: sms, set: { gpu.sm.count: 200 } }
              - { name: b200, set: { gpu: b200-sxm } }
            metrics: { bandwidth: gpu.memory.bandwidth, sms: gpu.sm.count }
            objectives: [tpot]
            """);
        var lines = File.ReadAllLines(folder.Run(experiment, "a").Folder.Points);
        Assert.Equal(["3.35E+12,132", "6E+12,132", "6E+12,200", "7.7E+12,148"], lines.Skip(1).Select(l => string.Join(',', l.Split(',')[^2..])));
    }

    [Fact]
    public void A_mix_is_the_weighted_mean_of_times_and_the_harmonic_mean_of_rates()
    {
        var experiment = folder.Experiment("""
            name: small
            gpu: h100-sxm
            workloads:
              one: { model: llama-3.1-8b, batch: 1, context: 4096, weight: 3 }
              two: { model: llama-3.1-8b, batch: 64, context: 4096 }
            vary: { gpu.memory.bandwidth: "3, 4 TB/s" }
            objectives: [seconds, one.seconds, two.seconds, tokens_per_second, one.tokens_per_second, two.tokens_per_second]
            """.Replace("\"3, 4 TB/s\"", "3 TB/s, 4 TB/s", StringComparison.Ordinal).Replace("{ gpu.memory.bandwidth: 3 TB/s, 4 TB/s }", "{ gpu.memory.bandwidth: [3 TB/s, 4 TB/s] }", StringComparison.Ordinal));
        foreach (var line in File.ReadAllLines(folder.Run(experiment, "a").Folder.Points).Skip(1))
        {
            var v = line.Split(',')[^6..].Select(t => double.Parse(t, CultureInfo.InvariantCulture)).ToArray();
            Assert.Equal((3 * v[1] + v[2]) / 4, v[0], 1e-7 * v[0]);
            Assert.Equal(4 / (3 / v[4] + 1 / v[5]), v[3], 1e-7 * v[3]);
        }
    }
}
