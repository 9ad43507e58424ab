using System.Diagnostics;

namespace Simulator.Exploration.Tests.Clusters;

/// <summary>The machine's shell, which says how a script is really read.</summary>
internal static class Shell
{
    internal static bool IsMissing => OperatingSystem.IsWindows();

    internal static string Run(string script, string shell = "sh", params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(shell, ["-s", "--", .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        process.StandardInput.Write(script);
        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
        return output;
    }

    /// <summary>The words that a command line gives to the program.</summary>
    internal static string[] Words(string line, string setup = "")
    {
        var start = line.IndexOf(' ', StringComparison.Ordinal);
        return Run($"{setup}\nprintf '%s\\n' {line[(start + 1)..]}\n").TrimEnd('\n').Split('\n');
    }
}
