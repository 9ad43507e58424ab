using System.Collections.Immutable;
using System.Reflection;

namespace Simulator.Exploration.Clusters;

/// <summary>How the running program can be started again on another machine that sees the same files.</summary>
public static class CallingProgram
{
    /// <summary>The words that start it: its own path, or <c>dotnet</c> and its library where <c>dotnet</c> runs it.</summary>
    /// <returns>Absolute paths.</returns>
    public static ImmutableArray<string> Words() => Words(Environment.ProcessPath ?? "gpusim", Assembly.GetEntryAssembly()?.Location ?? "");

    /// <summary>The words for a process.</summary>
    /// <param name="process">The path of the process.</param>
    /// <param name="library">The path of its entry library; empty in a single file.</param>
    /// <returns>The words.</returns>
    internal static ImmutableArray<string> Words(string process, string library) =>
        Path.GetFileNameWithoutExtension(process).Equals("dotnet", StringComparison.OrdinalIgnoreCase) && library.Length > 0 ? [process, library] : [process];
}
