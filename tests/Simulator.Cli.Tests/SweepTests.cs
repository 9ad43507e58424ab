using System.Diagnostics;

namespace Simulator.Cli.Tests;

/// <summary>Sweeps, experiments and joined parts, through the command line and as processes that are killed.</summary>
public class SweepTests
{
    private const string Sweep = "sweep --gpu h100-sxm --model llama-3.1-8b --batch 32 --context 4096 --vary gpu.memory.bandwidth=2TB/s..10TB/s:9 --vary precision=bf16,fp8";

    private const string Long = """
        name: long
        gpu: h100-sxm
        workloads: { decode: { model: llama-3.1-8b, batch: 32, context: 4096 } }
        vary: { gpu.memory.bandwidth: "1..10 TB/s:500", gpu.sm.count: 80..179 step 1 }
        objectives: [minimise tpot, minimise area]
        """;

    [Fact]
    public void A_sweep_has_the_error_of_a_recipe_beside_its_time()
    {
        using var folder = new TemporaryFolder();
        var sweep = CommandLine.Line(
            "sweep --gpu b200-sxm --model mpt-1b --batch 8 --context 512 --vary precision=bf16,fp8,nvfp4 --objective tpot --objective error "
                + $"--constraint \"error < 5 %\" --distribution outliers --results {folder.Path} --run a");
        Assert.Equal(0, sweep.ExitCode);
        Assert.Contains("error < 5 %: 1 designs miss it", sweep.Output, StringComparison.Ordinal);
        Assert.Contains("--distribution: unknown distribution 'outlier'; did you mean 'outliers'?", CommandLine.Line(
            "sweep --gpu b200-sxm --model mpt-1b --vary precision=bf16,fp8 --objective error --distribution outlier").Refusal(), StringComparison.Ordinal);
        Assert.Contains("--vary precision: unknown precision recipe 'fp9'", CommandLine.Line(
            "sweep --gpu b200-sxm --model mpt-1b --vary precision=bf16,fp9 --objective error").Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_prints_answers_and_leaves_a_folder()
    {
        using var folder = new TemporaryFolder();
        var result = CommandLine.Succeed($"{Sweep} --objective tpot --results {folder.Path} --run a");
        Assert.Contains("18 designs: 18 meet every constraint", result.Output, StringComparison.Ordinal);
        Assert.Contains("points/s; results in", result.Output, StringComparison.Ordinal);
        Assert.Equal(19, File.ReadLines(folder["sweep/a/points.csv"]).Count());
        Assert.True(File.Exists(folder["sweep/a/answers.json"]) && File.Exists(folder["sweep/a/manifest.json"]));
    }

    [Fact]
    public void A_dry_run_says_how_much_and_writes_nothing()
    {
        using var folder = new TemporaryFolder();
        var result = CommandLine.Succeed($"{Sweep} --dry-run --results {folder["none"]}");
        Assert.Matches("18 points; about .* on .* threads of this machine; points.csv about", result.Output);
        Assert.Empty(folder.Files);
    }

    [Theory]
    [InlineData("--vary gpu.memory.bandwith=1TB/s", "--vary gpu.memory.bandwith", "did you mean 'gpu.memory.bandwidth'")]
    [InlineData("--vary gpu.sm.count=1..2", "gpu.sm.count", "COUNT")]
    [InlineData("--vary batch", "--vary", "accepted: path=value")]
    [InlineData("--objective \"minimise lattency\"", "--objective", "did you mean")]
    [InlineData("--constraint \"area <= 5 W\"", "--constraint", "accepted")]
    [InlineData("--sample sobl:10", "--sample", "sobol")]
    [InlineData("--sample sobol", "--sample", "KIND:N")]
    [InlineData("--shard 3/2", "--shard", "accepted")]
    [InlineData("--resume --force", "--resume", "one of them")]
    [InlineData("--derive \"gpu.l2.bytes=gpu.memory.bandwidth\"", "--derive", "B/s")]
    [InlineData("--run ../x", "--run", "accepted")]
    public void A_mistake_is_one_line(string options, string subject, string expected)
    {
        using var folder = new TemporaryFolder();
        var refusal = CommandLine.Line($"{Sweep} --results {folder.Path} {options}").Refusal();
        Assert.Contains(subject, refusal, StringComparison.Ordinal);
        Assert.Contains(expected, refusal, StringComparison.Ordinal);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void Constraints_that_nothing_meets_are_told_with_code_1()
    {
        using var folder = new TemporaryFolder();
        var result = CommandLine.Line($"{Sweep} --constraint \"area <= 5 mm2\" --results {folder.Path}");
        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("gpusim: none of 18 designs meets every constraint", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void A_run_that_is_killed_again_and_again_ends_with_the_same_bytes()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        folder.Write("long.yaml", Long);
        Assert.Equal(0, Run(folder, "whole", []).WaitForEnd());
        var random = new Random(3);
        for (var i = 0; i < 6; i++)
        {
            using var process = Run(folder, "killed", ["--resume"]);
            for (var waited = 0; waited < 500 && !process.HasExited && !File.Exists(folder["results/long/killed/points.csv"]); waited++)
                Thread.Sleep(20);
            Thread.Sleep(random.Next(400));
            process.Kill();
            process.WaitForExit();
        }

        Assert.Equal(0, Run(folder, "killed", ["--resume"]).WaitForEnd());
        foreach (var file in new[] { "points.csv", "answers.json" })
            Assert.Equal(File.ReadAllText(folder[$"results/long/whole/{file}"]), File.ReadAllText(folder[$"results/long/killed/{file}"]));
    }

    [Fact]
    public void Parts_are_joined_into_the_bytes_of_one_run()
    {
        using var folder = new TemporaryFolder();
        var file = folder.Write("long.yaml", Long.Replace(":500", ":20", StringComparison.Ordinal));
        CommandLine.Succeed($"run {file} --results {folder.Path} --run whole");
        foreach (var part in new[] { 2, 3, 1 })
            CommandLine.Succeed($"run {file} --results {folder.Path} --run parts --shard {part}/3");
        var joined = CommandLine.Succeed($"merge {folder["long/parts"]}");
        Assert.Contains("2,000 designs", joined.Output, StringComparison.Ordinal);
        foreach (var name in new[] { "points.csv", "answers.json" })
            Assert.Equal(File.ReadAllText(folder[$"long/whole/{name}"]), File.ReadAllText(folder[$"long/parts/{name}"]));
    }

    [Fact]
    public void Merging_what_is_no_run_is_one_line()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("holds no parts", CommandLine.Line($"merge {folder.Path}").Refusal(), StringComparison.Ordinal);
    }

    private static Process Run(TemporaryFolder folder, string run, string[] more) => Process.Start(new ProcessStartInfo(
        Path.Combine(AppContext.BaseDirectory, "gpusim"),
        ["run", folder["long.yaml"], "--results", folder["results"], "--run", run, .. more])
    {
        WorkingDirectory = CommandLine.Root,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;
}
