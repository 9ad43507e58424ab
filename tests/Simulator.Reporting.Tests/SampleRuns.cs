using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Simulator.Exploration.Results;
using Simulator.Reporting.Steps;

namespace Simulator.Reporting.Tests;

/// <summary>Results folders to report on, written into a temporary folder.</summary>
internal static class SampleRuns
{
    internal const string Hostile = "<script>alert('x')</script> & \"quoted\" \u0007";

    internal static string Sample(string name) => File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", name));

    internal static ImmutableArray<StepDocument> Steps(string name) => StepFile.Parse(Sample(name));

    internal static string Step(TemporaryFolder folder, string title = "A decode step") =>
        Write(folder, "step", Manifest(RunKind.Step, title), ("step.json", Sample("decode.json")));

    internal static string Comparison(TemporaryFolder folder) =>
        Write(folder, "comparison", Manifest(RunKind.Comparison, "Four GPUs"), ("step.json", Sample("comparison.json")));

    internal static string Phases(TemporaryFolder folder) =>
        Write(folder, "phases", Manifest(RunKind.Comparison, "Both phases"), ("step.json", $"[{Sample("prefill.json")},{Sample("decode.json")}]"));

    internal static string Validation(TemporaryFolder folder, int rows = 20_000, string gpu = "h100-sxm")
    {
        var random = new Random(7);
        string[] ops = ["gemm", "attention-prefill", "attention-decode", "mla-decode", "moe", "mamba2-conv-decode", "rms-norm", "all-reduce"];
        var csv = new StringBuilder("gpu,op,precision,shape,latency_us,predicted_us,low_us,high_us,roofline_us,error,bound,tile\n");
        for (var i = 0; i < rows; i++)
        {
            var measured = Math.Pow(10, 0.3 + 4.5 * random.NextDouble());
            var predicted = measured * Math.Exp(0.15 * (random.NextDouble() + random.NextDouble() + random.NextDouble() - 1.5));
            var gpus = new[] { gpu, "b200-sxm", "l40s" };
            csv.Append(CultureInfo.InvariantCulture,
                $"{Quoted(gpus[i % 3])},{ops[random.Next(ops.Length)]},bf16,m={i};n=128;k=128,{measured:0.####},{predicted:0.####}," +
                $"{predicted * 0.8:0.####},{predicted * 1.25:0.####},{measured * 0.4:0.####},0,memory,\n");
        }

        return Write(folder, "validation", Manifest(RunKind.Validation, "Predictions held against measurements"), ("validation.csv", csv.ToString()));
    }

    internal static string Sweep(TemporaryFolder folder, int count = 100_000, string precision = "nvfp4")
    {
        PointColumn[] columns =
        [
            PointColumn.Index, new("gpu.memory.bandwidth", ColumnRole.Parameter, "B/s"), new("gpu.sm.count", ColumnRole.Parameter),
                new("parallelism.tp", ColumnRole.Parameter),
            new("precision", ColumnRole.Parameter) { IsNumber = false }, PointColumn.Status,
            new("decode.tpot", ColumnRole.Metric, "s") { Objective = Goal.Minimise }, new("area", ColumnRole.Metric, "m2") { Objective = Goal.Minimise },
        ];
        var random = new Random(3);
        string[] precisions = ["bf16", "fp8", precision];
        var csv = new StringBuilder(string.Join(',', columns.Select(c => c.Name)) + "\n");
        for (var i = 0; i < count; i++)
        {
            double bandwidth = (2 + 0.5 * random.Next(10)) * 1e12, sms = 96 + 12 * random.Next(10), tp = 1 << random.Next(4);
            var p = random.Next(3);
            var weights = 141e9 / (1 << p);
            var time = weights / tp / bandwidth / 0.8 + 2e-3 * (1 + 0.1 * tp) + 0.2 / (tp * sms) + 1e-4 * random.NextDouble();
            var area = (200 + sms * 2.6 + bandwidth / 1e12 * 35 + 10 * random.NextDouble()) * 1e-6;
            var fits = weights / tp < 80e9;
            csv.Append(CultureInfo.InvariantCulture,
                $"{i},{bandwidth:R},{sms:R},{tp:R},{Quoted(precisions[p])},{(fits ? "ok" : "does-not-fit")},{(fits ? $"{time:R}" : "")},{area:R}\n");
        }

        return Write(folder, "sweep", Manifest(RunKind.Sweep, "Designs for decoding") with { Points = count, Columns = [.. columns] },
            ("points.csv", csv.ToString()));
    }

    private static string Quoted(string text) => $"\"{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    internal static RunManifest Manifest(RunKind kind, string title) => new()
    {
        Kind = kind,
        Name = "sample",
        Title = title,
        Version = "0.1.0",
        Command = "gpusim sample",
        Machine = new MachineFacts("a system", "a runtime", 2),
        Inputs = [new InputFile("a.yaml", "00")],
    };

    internal static string Write(TemporaryFolder folder, string name, RunManifest manifest, params (string Name, string Text)[] files)
    {
        var path = Path.Combine(folder.Path, name);
        Directory.CreateDirectory(path);
        File.WriteAllText(Path.Combine(path, RunManifest.FileName), manifest.ToJson());
        foreach (var (file, text) in files)
        {
            File.WriteAllText(Path.Combine(path, file), text);
        }

        return path;
    }
}
