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
        using var process = Start(folder.Path, ["simulate", "--gpu", "h100-sxm", "--trace", folder["endless.csv"]]);
        Thread.Sleep(2000);
        Assert.False(process.HasExited);
        using (var kill = Process.Start("kill", ["-INT", $"{process.Id}"]))
            kill.WaitForExit();
        Assert.True(process.WaitForExit(20_000));
        Assert.Equal(130, process.ExitCode);
    }

    private static Process Start(string directory, string[] args) => Process.Start(new ProcessStartInfo(Program, args)
    {
        WorkingDirectory = directory,
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    })!;

    private static (int Code, string Output, string Error) Run(string directory, params string[] args)
    {
        using var process = Start(directory, args);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}
