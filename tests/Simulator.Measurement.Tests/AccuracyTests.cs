using System.Collections.Immutable;
using Simulator.Hardware.Clusters;
using Simulator.Hardware.Gpus;
using Simulator.Measurement.Measurements;
using Simulator.Measurement.Validation;
using Simulator.Timing.Calibration;
using Simulator.Workloads.Models.Catalog;
using Simulator.Workloads.Operators;
using Xunit.Abstractions;

namespace Simulator.Measurement.Tests;

/// <summary>Guards what docs/accuracy.md says: errors of the shipped coefficients, half a point and no more above what is printed there.</summary>
public class AccuracyTests(ITestOutputHelper output)
{
    private const int Least = 128;

    // Mean over the GPUs, in percent.
    private static readonly ImmutableArray<(string Kind, double Most)> Limits =
    [
        ("matrix products, bf16", 8.8), ("matrix products, 8 bits", 10.6), ("matrix products, nvfp4", 11.3), ("matrix products, weight-only", 13.1),
        ("attention of prompts", 14.3), ("attention of encoders", 12.6), ("attention of one token", 15.5), ("multi-head latent attention", 11.9),
        ("routed experts", 15.4), ("Mamba-2 convolution", 9.5), ("exchanges", 10.3),
    ];

    [SharedDataFact("silicon/gemm.csv")]
    public void Of_operators_measured_on_four_gpus()
    {
        var models = ModelCatalog.Open(RepositoryPaths.Workloads);
        var rows = MeasurementFile.Read([Path.Combine(RepositoryPaths.Shared, "silicon")], new MeasurementConventions(models.Ids.Select(models.Load)));
        Assert.Empty(rows.Rejections);
        var counted = rows with { Rows = [.. rows.Rows.Where(r => r.Operator is not GemmOperator g || (g.N >= Least && g.K >= Least))] };
        var catalog = SystemCatalog.Open(RepositoryPaths.Configs);
        var nodes = catalog.Ids.Select(id => catalog.Load(id)).Where(s => s.Nodes == 1).ToLookup(s => s.Gpu.Id);
        var systems = counted.Rows.Select(r => r.Gpu).Distinct().ToDictionary(id => id, id => nodes[id].First());
        var report = Validator.Validate(counted, systems, CalibrationFile.Load(RepositoryPaths.Configs));
        foreach (var (kind, most) in Limits)
        {
            var error = 100 * report.Comparisons.Where(c => KindOf(c.Measured.Operator) == kind).GroupBy(c => c.Measured.Gpu).Average(g => g.Average(c => Math.Abs(c.Error)));
            output.WriteLine($"{kind}: {error:0.00} %, at most {most} %");
            Assert.True(error <= most, $"{kind}: {error:0.00} %");
        }

        Assert.InRange(report.Total!.Bias, -0.02, 0.02);
        Assert.InRange(report.Total.IntervalCoverage, 0.88, 0.97);
    }

    [Fact]
    public void Of_kernels_that_the_project_measured_on_a_processor()
    {
        var folder = Path.Combine(RepositoryPaths.Reference, "processor");
        var gpu = new GpuCatalog(RepositoryPaths.Configs).Load(Path.Combine(folder, "processor.yaml"));
        var rows = MeasurementFile.Read([Path.Combine(folder, "measurements.csv")], MeasurementConventions.None);
        Assert.Empty(rows.Rejections);
        var systems = new Dictionary<string, SystemDescription> { [gpu.Id] = SystemCatalog.DefaultFor(gpu) };
        var report = Validator.Validate(rows, systems, CalibrationFile.Load(RepositoryPaths.Configs));
        var verdict = CheckVerdict.Of(report);
        output.WriteLine($"{verdict.Rows} rows: {verdict.Mape:P1}");
        Assert.True(verdict.Rows > 75 && verdict.IsMet, $"{verdict.Rows} rows: {verdict.Mape:P1}");
        var layers = report.Comparisons.Where(c => c.Measured.Operator is MoeOperator or Mamba2Operator).Select(c => Math.Abs(c.Error)).ToArray();
        output.WriteLine($"of them experts and recurrent layers: {layers.Length} rows: {layers.Average():P1}");
        Assert.True(layers.Average() <= CheckVerdict.Goal, $"{layers.Average():P1}");
    }

    private static string KindOf(Operator op) => op switch
    {
        GemmOperator { Precision: { WeightOnly: true } } => "matrix products, weight-only",
        GemmOperator g => g.PrecisionName switch
        {
            "bf16" => "matrix products, bf16",
            "nvfp4" => "matrix products, nvfp4",
            _ => "matrix products, 8 bits",
        },
        AttentionPrefillOperator => "attention of prompts",
        AttentionEncoderOperator => "attention of encoders",
        AttentionDecodeOperator => "attention of one token",
        MlaPrefillOperator or MlaDecodeOperator => "multi-head latent attention",
        MoeOperator => "routed experts",
        Mamba2Operator => "Mamba-2 convolution",
        _ => "exchanges",
    };
}
