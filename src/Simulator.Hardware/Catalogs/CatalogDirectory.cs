using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Catalogs;

/// <summary>A directory that the program looks for: the descriptions that belong to it stand in its folders.</summary>
/// <param name="Name">The directory's name, such as <c>configs</c>.</param>
/// <param name="Marker">A folder inside by which it is known, such as <c>gpus</c>.</param>
/// <param name="Variable">The environment variable that names the directory.</param>
/// <param name="Content">What it holds, for messages.</param>
public sealed record CatalogDirectory(string Name, string Marker, string Variable, string Content)
{
    /// <summary>
    /// Finds the directory: the one given; else the one that <see cref="Variable"/> names; else <see cref="Name"/> in the current directory or above
    /// it; else <see cref="Name"/> beside the program or above it.
    /// </summary>
    /// <param name="given">The directory given with an option; null where none was.</param>
    /// <param name="option">The option that errors name.</param>
    /// <returns>The directory's full path; it has a folder <see cref="Marker"/>.</returns>
    /// <exception cref="InputException">The directory given has no such folder, or none was found.</exception>
    public string Find(string? given, string option)
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

    private string Checked(string directory, string option) => Directory.Exists(Path.Combine(directory, Marker))
        ? Path.GetFullPath(directory)
        : throw new InputException($"'{directory}' has no folder '{Marker}'; accepted: a directory of {Content}, such as {Name}", option);

    private string? Above(string start)
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
