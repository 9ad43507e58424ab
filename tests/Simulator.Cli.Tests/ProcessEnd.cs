using System.Diagnostics;

namespace Simulator.Cli.Tests;

/// <summary>Waits for a process whose output nobody reads.</summary>
internal static class ProcessEnd
{
    /// <summary>Reads what it prints, waits, and gives its exit code.</summary>
    internal static int WaitForEnd(this Process process)
    {
        using (process)
        {
            process.OutputDataReceived += static (_, _) => { };
            process.ErrorDataReceived += static (_, _) => { };
            process.BeginOutputReadLine();
            process.BeginErrorReadLine();
            process.WaitForExit();
            return process.ExitCode;
        }
    }
}
