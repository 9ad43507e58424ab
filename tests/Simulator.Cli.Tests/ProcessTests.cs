using System.Diagnostics;

namespace Simulator.Cli.Tests;

/// <summary>The program as a process of its own.</summary>
public class ProcessTests
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "gpusim.exe" : "gpusim");

    [Fact]
    public void It_answers_in_any_directory()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = Run(folder.Path, CommandLine.Main.Split(' '));
        Assert.Equal((0, ""), (code, error));
        Assert.Equal(CommandLine.Succeed(CommandLine.Main).Output, output);
        Assert.Empty(folder.Files);
    }

    [Fact]
    public void It_refuses_with_code_2()
    {
        using var folder = new TemporaryFolder();
        var (code, output, error) = Run(folder.Path, "simulate", "--gpu", "h100");
        Assert.Equal((2, ""), (code, output));
        Assert.Single(error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries));
    }

    [Fact]
    public void Control_C_ends_it_with_code_130()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        using (var make = Process.Start("mkfifo", folder["endless.csv"]))
            make.WaitForExit();
        string[] line = ["simulate", "--gpu", "h100-sxm", "--trace", folder["endless.csv"]];
        using var process = StartInterruptible(folder.Path, line);
        Thread.Sleep(2000);
        Interrupt(process);
        Assert.Equal(130, process.ExitCode);
    }

    [Fact]
    public async Task Control_C_keeps_what_was_measured_and_says_how_to_go_on()
    {
        if (OperatingSystem.IsWindows())
            return;
        using var folder = new TemporaryFolder();
        using var process = StartInterruptible(folder.Path, ["measure", "--no-check", "--out", "rows.csv"]);
        _ = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        for (var i = 0; i < 300 && !(File.Exists(folder["rows.csv"]) && File.ReadLines(folder["rows.csv"]).Count() > 1); i++)
            Thread.Sleep(100);
        Interrupt(process);
        Assert.Equal(130, process.ExitCode);
        Assert.Contains("the same command goes on", await output, StringComparison.Ordinal);
        Assert.True(File.Exists(folder["rows.manifest.json"]));
        Assert.True(File.ReadLines(folder["rows.csv"]).Count() > 1);
    }

    private static Process StartInterruptible(string directory, string[] line) =>
        IgnoresInterrupt() ? Start(directory, "env", ["--default-signal=INT", Program, .. line]) : Start(directory, Program, line);

    private static void Interrupt(Process process)
    {
        Assert.False(process.HasExited);
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        Assert.True(process.WaitForExit(30_000));
    }

    /// <summary>A shell starts background jobs with Ctrl-C ignored, and their children inherit that.</summary>
    private static bool IgnoresInterrupt()
    {
        const string Status = "/proc/self/status", Ignored = "SigIgn:";
        const ulong Interrupt = 1UL << 1;
        return File.Exists(Status)
            && File.ReadLines(Status).FirstOrDefault(l => l.StartsWith(Ignored, StringComparison.Ordinal)) is { } line
            && (Convert.ToUInt64(line[Ignored.Length..].Trim(), 16) & Interrupt) != 0;
    }

    private static Process Start(string directory, string program, string[] args) => Process.Start(new ProcessStartInfo(program, args)
    {
        WorkingDirectory = directory,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static (int Code, string Output, string Error) Run(string directory, params string[] args)
    {
        using var process = Start(directory, Program, args);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
