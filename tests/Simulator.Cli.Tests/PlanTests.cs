using System.Globalization;

namespace Simulator.Cli.Tests;

/// <summary><c>gpusim serve --find</c> and experiments on serving, through the command line.</summary>
public class PlanTests
{
    private const string Small = "serve --gpu h100-sxm --model llama-3.1-8b --precision fp8 --input 512 --output 64 "
        + "--ranks 1 --token-budgets 2048 --batch-limits 256 --counted 100";

    private const string Experiment = """
        name: two
        title: Two lengths
        serving: { gpu: h100-sxm, model: llama-3.1-8b, concurrency: 2, requests: 4, output: 8 }
        axes:
          lengths:
            short: { input: 128 }
            long: { input: 200000 }
        """;

    private const string SystemOfModels = """
        name: small
        title: A small system
        find: best-split
        gpus: 3
        pipeline:
          pools: { one: { gpu: h100-sxm }, two: { gpu: h100-sxm } }
          engines: { planner: { model: llama-3.1-8b, precision: fp8, pool: one }, writer: { model: llama-3.1-8b, pool: two } }
          nodes:
            plan: { engine: planner, output: 10 }
            write: { engine: writer, after: [plan], output: 400 }
          rate: 20
          requests: 200
          slo: 6 s
        axes:
          gpu:
            h100: {}
            too small: { pools: { two: { gpu: t4 } } }
            b200: { pools: { one: { gpu: b200-sxm }, two: { gpu: b200-sxm } } }
        """;

    [Fact]
    public void The_highest_rate_is_found_with_its_front_and_what_more_of_each_resource_buys()
    {
        var output = CommandLine.Succeed($"{Small} --find max-rate --gpus 2 --slo ttft=500ms,tpot=20ms").Output;
        Assert.Contains("highest rate within 2 GPUs, TTFT 500 ms and TPOT 20 ms for 90 % of requests", output, StringComparison.Ordinal);
        // Steps with prompts are launched kernel by kernel, which a TPOT of 20 ms leaves little room for: prompts and answers apart.
        Assert.Contains("best: prefill 1 x tp1 h100-sxm + decode 1 x tp1 h100-sxm", output, StringComparison.Ordinal);
        Assert.Contains("standard error over 5 seeds", output, StringComparison.Ordinal);
        Assert.Contains("memory-bandwidth", output, StringComparison.Ordinal);
        Assert.DoesNotContain("NaN", output, StringComparison.Ordinal);
    }

    [Fact]
    public void Plans_are_written_as_JSON_and_CSV_with_the_same_best_layout()
    {
        var line = $"{Small} --find best-split --gpus 3 --gpus-of h100-sxm,h200-sxm --gpu-price h100-sxm=2,h200-sxm=3 --slo ttft=500ms,tpot=20ms --simulated 8";
        var json = CommandLine.Succeed(line + " --json").Json;
        var csv = CommandLine.Succeed(line + " --csv").Output.Split('\n');
        var best = json.GetProperty("best").GetProperty("layout").GetString()!;
        Assert.StartsWith("layout,gpus,price_per_hour,estimated_rate,rate", csv[0], StringComparison.Ordinal);
        Assert.StartsWith($"\"{best}\",", csv[1], StringComparison.Ordinal);
        Assert.True(json.GetProperty("best").GetProperty("attainment").GetDouble() >= 0.9);
    }

    [Fact]
    public void An_objective_that_nothing_can_keep_is_one_clear_line_and_exit_code_1()
    {
        var end = CommandLine.Line($"{Small} --find max-rate --slo ttft=500ms,tpot=100us");
        Assert.Equal(1, end.ExitCode);
        var line = end.Output.Replace("µ", "u", StringComparison.Ordinal);
        Assert.StartsWith("no layout of up to 8 GPUs keeps TTFT 500 ms and TPOT 100 us", line, StringComparison.Ordinal);
        Assert.Contains("a request alone has at best TTFT", end.Output, StringComparison.Ordinal);
        Assert.Single(end.Output.TrimEnd('\n').Split('\n'));
    }

    [Theory]
    [InlineData("--find max", "max-rate, min-gpus, best-split")]
    [InlineData("--find max-rate", "slo: no objective")]
    [InlineData("--find min-gpus --slo ttft=1s", "rate: the rate is missing")]
    [InlineData("--find max-rate --slo ttft=5", "--slo: '5' has no unit")]
    [InlineData("--find max-rate --slo ttft", "--slo: 'ttft' is no assignment")]
    [InlineData("--find max-rate --slo first=5s", "accepted: ttft, tpot")]
    [InlineData("--find max-rate --slo ttft=5s --attainment 2", "attainment")]
    [InlineData("--find max-rate --slo ttft=5s --gpus 0", "--gpus")]
    [InlineData("--find max-rate --slo ttft=5s --layouts none", "--layouts")]
    [InlineData("--find max-rate --slo ttft=5s --gpus-of h900", "unknown GPU 'h900'")]
    [InlineData("--find best-split --slo ttft=5s --gpu-price b200-sxm=1", "h100-sxm has no price")]
    [InlineData("--slo ttft=5s --rate 1", "--slo: belongs to plans")]
    public void What_cannot_be_planned_is_refused_in_one_line(string options, string problem) =>
        Assert.Contains(problem, CommandLine.Line($"{Small} {options}").Refusal(), StringComparison.Ordinal);

    [Fact]
    public void An_experiment_on_serving_keeps_its_points_and_goes_on_where_it_ended()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("two.yaml", Experiment);
        var results = Path.Combine(folder.Path, "results");
        var output = CommandLine.Succeed($"run {file} --results {results} --run one").Output;
        Assert.Contains("Two lengths", output, StringComparison.Ordinal);
        Assert.Contains("longer than the model's context", output, StringComparison.Ordinal);
        var points = Path.Combine(results, "two", "one", "points.csv");
        var whole = File.ReadAllText(points);
        Assert.Equal(3, whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
        Assert.Contains("--resume", CommandLine.Line($"run {file} --results {results} --run one").Refusal(), StringComparison.Ordinal);
        File.WriteAllText(points, whole[..(whole.IndexOf('\n', StringComparison.Ordinal) + 5)]);
        CommandLine.Succeed($"run {file} --results {results} --run one --resume");
        Assert.Equal(whole, File.ReadAllText(points));
    }

    [Fact]
    public void An_experiment_on_a_system_of_models_finds_the_split_of_the_highest_rate_and_goes_on_where_it_ended()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("small.yaml", SystemOfModels);
        var results = Path.Combine(folder.Path, "results");
        Assert.Contains("3 points of gpu", CommandLine.Succeed($"run {file} --results {results} --run one --dry-run").Output, StringComparison.Ordinal);
        Assert.Contains("1 one + 2 two", CommandLine.Succeed($"run {file} --results {results} --run one").Output, StringComparison.Ordinal);
        var points = Path.Combine(results, "small", "one", "points.csv");
        var whole = File.ReadAllText(points);
        var rows = whole.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Split(',')).ToArray();
        Assert.StartsWith("impossible: ", rows[2][1].Trim('"'), StringComparison.Ordinal);
        var rate = Array.IndexOf(rows[0], "rate_per_s");
        Assert.True(Number(rows[3][rate]) > 1.2 * Number(rows[1][rate]));
        Assert.Equal(1, Number(rows[1][Array.IndexOf(rows[0], "critical_plan")]) + Number(rows[1][Array.IndexOf(rows[0], "critical_write")]), 1e-6);
        File.WriteAllText(points, whole[..(whole.IndexOf('\n', StringComparison.Ordinal) + 5)]);
        CommandLine.Succeed($"run {file} --results {results} --run one --resume");
        Assert.Equal(whole, File.ReadAllText(points));
        Assert.Contains("no shards", CommandLine.Line($"submit {file} --engine parallel --shards 2 --print").Refusal(), StringComparison.Ordinal);

        static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
    }

    [Theory]
    [InlineData("find: best-split", "serving: {}\nfind: best-split", "pipeline: both are given")]
    [InlineData("find: best-split", "", "find: of a system of models, accepted: best-split")]
    [InlineData("gpus: 3", "counted: 100", "counted: belongs to plans of one model")]
    [InlineData("gpus: 3", "gpus: 1", "impossible")]
    [InlineData("  slo: 6 s", "", "slo: is missing")]
    [InlineData("  rate: 20", "  concurrency: 2", "rate: is missing")]
    [InlineData("  rate: 20", "  rates: 20", "rates: ")]
    [InlineData("two: { gpu: t4 }", "two: { gpux: t4 }", "gpux: ")]
    [InlineData("  pools:", "  base: nowhere\n  pools:", "'nowhere'")]
    [InlineData("h100: {}", "h100: 3", "axes.gpu.h100: accepted")]
    public void What_is_wrong_in_an_experiment_on_a_system_of_models_is_said_in_one_line(string before, string after, string problem)
    {
        using var folder = new TemporaryFolder();
        var text = SystemOfModels.Replace(before, after, StringComparison.Ordinal);
        Assert.NotEqual(SystemOfModels, text);
        var line = $"run {folder.Write("small.yaml", text)} --results {folder.Path} --run one";
        Assert.Contains(problem, problem == "impossible" ? CommandLine.Succeed(line).Output : CommandLine.Line(line).Refusal(), StringComparison.Ordinal);
    }
}
