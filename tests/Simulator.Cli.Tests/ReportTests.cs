namespace Simulator.Cli.Tests;

public class ReportTests
{
    [Fact]
    public void A_step_that_was_kept_becomes_a_page_and_figures()
    {
        using var folder = new TemporaryFolder();
        var kept = CommandLine.Succeed($"{CommandLine.Main} --results {folder.Path} --name llama --run first");
        var run = Path.Combine(folder.Path, "llama", "first");
        Assert.Contains($"'gpusim report {run}' shows it", kept.Output, StringComparison.Ordinal);
        Assert.Equal(["manifest.json", "step.json"], Directory.GetFiles(run).Select(f => Path.GetFileName(f)).Order());

        var report = CommandLine.Line($"report {Path.Combine(folder.Path, "llama")} --figures {Path.Combine(folder.Path, "figures")}");
        Assert.Equal(0, report.ExitCode);
        Assert.StartsWith("One decode step of llama-3.1-70b", report.Output, StringComparison.Ordinal);
        Assert.Contains("6 figures", report.Output, StringComparison.Ordinal);
        Assert.StartsWith("<!DOCTYPE html>", File.ReadAllText(Path.Combine(run, "report.html")), StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(folder.Path, "figures", "roofline.svg")));
        Assert.True(report.Error.Length == 0 ? File.Exists(Path.Combine(folder.Path, "figures", "roofline.png"))
            : report.Error.StartsWith("gpusim: no PNG files: ", StringComparison.Ordinal));
    }

    [Fact]
    public void A_run_without_a_name_has_that_of_its_inputs()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Succeed($"{CommandLine.Main} --results {folder.Path}");
        CommandLine.Succeed($"{CommandLine.Main} --results {folder.Path}");
        CommandLine.Succeed($"{CommandLine.Main} --results {folder.Path} --kv fp8");
        Assert.Equal(2, Directory.GetDirectories(Path.Combine(folder.Path, "simulate")).Length);
        Assert.Contains("holds 2 runs", CommandLine.Line($"report {Path.Combine(folder.Path, "simulate")}").Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_sweep_becomes_a_page_that_filters()
    {
        using var folder = new TemporaryFolder();
        CommandLine.Line(
            $"sweep --gpu h100-sxm --model llama-3.1-8b --batch 32 --context 4096 --vary gpu.memory.bandwidth=2TB/s..10TB/s:5 --vary precision=bf16,fp8 " +
                $"--objective tpot --objective \"minimise memory\" --results {folder.Path} --name memory --run first");
        var page = Path.Combine(folder.Path, "page.html");
        var report = CommandLine.Succeed($"report {Path.Combine(folder.Path, "memory", "first")} --out {page}");
        Assert.StartsWith("10 of 10 designs can be built and run", report.Output, StringComparison.Ordinal);
        Assert.Contains("id=\"filter\"", File.ReadAllText(page), StringComparison.Ordinal);
    }

    [Fact]
    public void A_training_step_that_was_kept_becomes_a_page()
    {
        using var folder = new TemporaryFolder();
        const string Train = "train --system hgx-h100 --model llama-3.1-8b --global-batch 8 --seq 2048 --tp 2 --pp 4";
        var run = Path.Combine(folder.Path, "small", "first");
        Assert.Contains($"'gpusim report {run}' shows it", CommandLine.Succeed($"{Train} --results {folder.Path} --name small --run first").Output, StringComparison.Ordinal);
        Assert.Equal(["manifest.json", "training.json"], Directory.GetFiles(run).Select(f => Path.GetFileName(f)).Order());
        var report = CommandLine.Succeed($"report {run}");
        Assert.StartsWith("One training step of llama-3.1-8b (global batch 8, 2048 tokens, ", report.Output, StringComparison.Ordinal);
        Assert.Contains("6 figures", report.Output, StringComparison.Ordinal);
        Assert.Contains("leave out --search", CommandLine.Line($"{Train} --search --name small".Replace(" --tp 2 --pp 4", "", StringComparison.Ordinal)).Refusal(), StringComparison.Ordinal);
        Assert.Contains("is a training", CommandLine.Line($"report {run} {run}").Refusal(), StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(run, "training.json"), "{ \"gpu\": 3 }");
        Assert.Contains("is no training step", CommandLine.Line($"report {run}").Refusal(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("gemm --shape \"m=64;n=64;k=256\" --format bf16 fp8 nvfp4 --gpu b200-sxm", "2 figures", "nvfp4")]
    [InlineData("kv --context 128 256 --format bf16 fp8 --scales head --head-dim 64", "2 figures", "fp8-e4m3 head")]
    public void A_precision_experiment_that_was_kept_becomes_a_page(string verb, string figures, string worst)
    {
        using var folder = new TemporaryFolder();
        CommandLine.Succeed($"precision {verb} --results {folder.Path} --name p --run a");
        var report = CommandLine.Succeed($"report {Path.Combine(folder.Path, "p")}");
        Assert.Contains(figures, report.Output, StringComparison.Ordinal);
        Assert.Contains($"({worst}).", report.Output, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.Path, "p", "a", "precision.csv"), "format,sums\nbf16,fp32\n");
        Assert.Contains("has no column 'sqnr_db'", CommandLine.Line($"report {Path.Combine(folder.Path, "p")}").Refusal(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_none_is_refused_in_one_line()
    {
        using var folder = new TemporaryFolder();
        Assert.Contains("there is no such folder", CommandLine.Line($"report {folder.Path}/none").Refusal(), StringComparison.Ordinal);
        Assert.Contains("no manifest.json", CommandLine.Line($"report {folder.Path}").Refusal(), StringComparison.Ordinal);
        Assert.Contains("RESULTS", CommandLine.Line("report").Refusal(), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("is no folder's name", CommandLine.Line($"{CommandLine.Main} --name ../up").Refusal(), StringComparison.Ordinal);
    }
}
