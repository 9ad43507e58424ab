using Simulator.Hardware.Errors;

namespace Simulator.Workloads.Models.Catalog;

/// <summary>Finds the directory that holds the models and traces (<c>models/</c>, <c>traces/</c>).</summary>
public static class WorkloadDirectory
{
    /// <summary>The environment variable that names the directory.</summary>
    public const string Variable = "GPUSIM_WORKLOADS";

    private const string Name = "workloads";
    private const string Marker = "models";

    /// <summary>
    /// Finds the directory: the one given; else the one that <see cref="Variable"/> names; else <c>workloads</c> in the current directory or above
    /// it; else <c>workloads</c> beside the program or above it.
    /// </summary>
    /// <param name="given">The directory given with an option; null where none was.</param>
    /// <param name="option">The option that errors name.</param>
    /// <returns>The directory's full path; it has a folder <c>models</c>.</returns>
    /// <exception cref="InputException">The directory given has no folder <c>models</c>, or none was found.</exception>
    public static string Find(string? given = null, string option = "--workloads")
    {
        if (given is not null)
            return Checked(given, option);
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } variable)
            return Checked(variable, Variable);
        return Above(Directory.GetCurrentDirectory())
            ?? Above(AppContext.BaseDirectory)
            ?? throw new InputException(
                $"no directory {Name}/{Marker} at or above the current directory or the program; give {option} DIR or set {Variable}");
    }

    private static string Checked(string directory, string option) => Directory.Exists(Path.Combine(directory, Marker))
        ? Path.GetFullPath(directory)
        : throw new InputException($"'{directory}' has no folder '{Marker}'; accepted: a directory of models and traces, such as {Name}", option);

    private static string? Above(string start)
    {
        for (var directory = new DirectoryInfo(start); directory is not null; directory = directory.Parent)
        {
            var candidate = Path.Combine(directory.FullName, Name);
            if (Directory.Exists(Path.Combine(candidate, Marker)))
                return candidate;
        }

        return null;
    }
}
