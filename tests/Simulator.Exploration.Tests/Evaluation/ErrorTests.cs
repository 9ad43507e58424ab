using System.Globalization;
using Simulator.Exploration.Results;
using Simulator.Exploration.Runs;
using Simulator.Hardware.Errors;
using Simulator.Measurement.Precision;
using Simulator.Workloads.Models.Catalog;

namespace Simulator.Exploration.Tests.Evaluation;

/// <summary>A sweep carries the measured rounding error of its recipes.</summary>
public sealed class ErrorTests : IDisposable
{
    private const string Text = """
        name: small
        gpu: b200-sxm
        error: { distribution: outliers, kv_scales: token, seed: 5 }
        workloads:
          decode: { model: mpt-1b, batch: 8, context: 512 }
        vary:
          precision: [bf16, fp8, nvfp4, w4a16]
          kv: [bf16, fp8]
          gpu.memory.bandwidth: 4..8 TB/s:17
        metrics: { db: decode.sqnr }
        objectives: [minimise tpot, minimise error, minimise kv_error]
        constraints: [error < 9 %]
        """;

    private readonly TestFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_error_of_a_point_is_that_of_its_step()
    {
        var experiment = folder.Experiment(Text);
        var errors = new StepErrors(new ErrorAssumptions { Activations = ValueDistribution.Outliers, CacheScales = KvScaling.PerToken, Seed = 5 });
        var models = new ModelCatalog(Path.Combine(TestFolder.Root, "workloads"));
        foreach (var row in Rows(folder.Run(experiment, "a").Folder).Where((_, i) => i % 17 == 3))
        {
            var workload = experiment.Description.Workloads["decode"] with { Precision = row["precision"], Kv = Hardware.Formats.NumberFormats.Parse(row["kv"]) };
            var trace = workload.ToRequest(models.Load, 8).BuildTrace();
            var expected = errors.OfProducts(trace);
            Assert.Equal(expected, Number(row, "error"), 1e-8 * expected);
            Assert.Equal(errors.OfCaches(trace), Number(row, "kv_error"), 1e-9);
            Assert.Equal(-20 * Math.Log10(expected), Number(row, "db"), 1e-6);
        }
    }

    [Fact]
    public void Each_recipe_is_measured_once_for_all_points()
    {
        var experiment = folder.Experiment(Text);
        folder.Run(experiment, "a");
        var shapes = experiment.Program.Errors.Products.Studies / 4.0;
        Assert.InRange(shapes, 1, 8);
        Assert.Equal(2, experiment.Program.Errors.Caches.Studies);
    }

    [Fact]
    public void The_front_holds_several_recipes_and_the_constraint_prunes()
    {
        var run = folder.Run(folder.Experiment(Text), "a");
        var rows = Rows(run.Folder);
        var front = run.Answers!.Pareto!.Designs.Select(d => rows[(int)d.Point]).ToArray();
        Assert.All(rows, r => Assert.Equal(Number(r, "error") < 0.09 ? "ok" : "violates: error < 9 %", r["status"]));
        Assert.Contains(rows, r => r["status"] == "ok");
        Assert.Contains(rows, r => r["status"] != "ok");
        double Error(string recipe) => Number(rows.First(r => r["precision"] == recipe), "error");
        Assert.True(Error("bf16") < Error("fp8") && Error("fp8") < Error("nvfp4"));
        Assert.Superset(new HashSet<string> { "bf16/bf16", "bf16/fp8", "fp8/bf16", "fp8/fp8" }, front.Select(r => $"{r["precision"]}/{r["kv"]}").ToHashSet());
    }

    [Fact]
    public void The_columns_say_that_they_were_measured()
    {
        var columns = RunManifest.Read(folder.Run(folder.Experiment(Text), "a").Folder.FullPath).Columns;
        Assert.Equal(["decode.sqnr", "error", "kv_error"], columns.Where(c => c.Provenance == ColumnProvenance.Measured).Select(c => c.Name).Order());
        Assert.Equal(("", "dB"), (columns.Single(c => c.Name == "error").Unit, columns.Single(c => c.Name == "db").Unit));
        Assert.DoesNotContain("provenance", folder.Experiment().ManifestOf("test", "test").ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void Threads_shards_and_resuming_change_nothing()
    {
        var whole = folder.Run(folder.Experiment(Text), "whole", new SweepOptions { Threads = 1 }).Folder;
        var experiment = folder.Experiment(Text);
        foreach (var number in new[] { 3, 1, 2 })
            folder.Run(experiment, "parts", new SweepOptions { Shard = new Shard(number, 3), Threads = 2 });
        var merged = new SweepMerger(experiment, experiment.ManifestOf("test", "test"), folder.Folder(experiment, "parts")).Merge().Folder;
        Assert.Equal(File.ReadAllText(whole.Points), File.ReadAllText(merged.Points));
        Assert.Equal(File.ReadAllText(whole.Answers), File.ReadAllText(merged.Answers));
        File.WriteAllLines(merged.Points, File.ReadAllLines(whole.Points)[..50]);
        folder.Run(folder.Experiment(Text), "parts", new SweepOptions { Resume = true });
        Assert.Equal(File.ReadAllText(whole.Points), File.ReadAllText(merged.Points));
    }

    [Fact]
    public void Another_seed_or_distribution_gives_other_errors()
    {
        string Of(string text, string name) => Rows(folder.Run(folder.Experiment(text), name).Folder)[20]["error"];
        var first = Of(Text, "a");
        Assert.Equal(first, Of(Text, "b"));
        Assert.NotEqual(first, Of(Text.Replace("seed: 5", "seed: 6", StringComparison.Ordinal), "c"));
        Assert.NotEqual(first, Of(Text.Replace("outliers", "normal", StringComparison.Ordinal), "d"));
    }

    [Fact]
    public void The_error_of_a_mix_is_that_of_its_worst_step()
    {
        var experiment = folder.Experiment("""
            name: small
            gpu: b200-sxm
            workloads:
              fine: { model: mpt-1b, batch: 8, context: 64, precision: bf16 }
              coarse: { model: mpt-1b, batch: 8, context: 64, precision: nvfp4, weight: 0.001 }
            vary: { gpu.memory.bandwidth: [3 TB/s] }
            metrics: { other: fine.error + 1 dB * 0 / 1 dB }
            objectives: [error, sqnr, coarse.error, coarse.sqnr, fine.error]
            """);
        var row = Rows(folder.Run(experiment, "a").Folder).Single();
        Assert.Equal((row["coarse.error"], row["coarse.sqnr"]), (row["error"], row["sqnr"]));
        Assert.True(Number(row, "fine.error") < 0.1 * Number(row, "error"));
    }

    [Theory]
    [InlineData("distribution: outliers", "distribution: outlier", "error.distribution: unknown distribution 'outlier'; did you mean 'outliers'?")]
    [InlineData("kv_scales: token", "kv_scales: tokens", "error.kv_scales: unknown scaling 'tokens'; did you mean 'token'?")]
    [InlineData("[bf16, fp8, nvfp4, w4a16]", "[bf16, nvfp5]", "vary.precision: unknown precision recipe 'nvfp5'; did you mean 'nvfp4'?")]
    [InlineData("kv: [bf16, fp8]", "kv: [bf16, fp9]", "vary.kv: unknown number format 'fp9'")]
    [InlineData("error < 9 %", "sqnr > 20", "cannot compare dB with a pure number")]
    [InlineData("minimise error", "minimise errors", "unknown name 'errors'; did you mean 'error'")]
    public void What_is_unknown_is_one_clear_line(string old, string other, string expected)
    {
        var refusal = Assert.Throws<InputException>(() => folder.Experiment(Text.Replace(old, other, StringComparison.Ordinal)));
        Assert.Contains(expected, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    private static double Number(Dictionary<string, string> row, string column) => double.Parse(row[column], CultureInfo.InvariantCulture);

    private static Dictionary<string, string>[] Rows(RunFolder run)
    {
        var lines = File.ReadAllLines(run.Points);
        var header = lines[0].Split(',');
        return [.. lines.Skip(1).Select(l => header.Zip(l.Split(',')).ToDictionary(p => p.First, p => p.Second))];
    }
}
