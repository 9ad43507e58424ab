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
        Assert.True(report.Error.Length == 0 ? File.Exists(Path.Combine(folder.Path, "figures", "roofline.png")) : report.Error.StartsWith("gpusim: no PNG files: ", StringComparison.Ordinal));
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
            $"sweep --gpu h100-sxm --model llama-3.1-8b --batch 32 --context 4096 --vary gpu.memory.bandwidth=2TB/s..10TB/s:5 --vary precision=bf16,fp8 --objective tpot --objective 'minimise memory' --results {folder.Path} --name memory --run first");
        var page = Path.Combine(folder.Path, "page.html");
        var report = CommandLine.Succeed($"report {Path.Combine(folder.Path, "memory", "first")} --out {page}");
        Assert.StartsWith("10 of 10 designs can be built and run", report.Output, StringComparison.Ordinal);
        Assert.Contains("id=\"filter\"", File.ReadAllText(page), StringComparison.Ordinal);
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
