namespace Simulator.Timing.Tests;

/// <summary>Where the repository and the data shared beside it are.</summary>
internal static class RepositoryPaths
{
    /// <summary>Measurements that the project took itself.</summary>
    internal static string Reference => Path.Combine(Root, "results", "reference");

    internal static string Root { get; } = FindRoot();

    internal static string Configs => Path.Combine(Root, "configs");

    internal static string Shared => Path.GetFullPath(Path.Combine(Root, "..", "shared"));

    private static string FindRoot()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Simulator.sln")))
                return directory.FullName;
        }
        throw new InvalidOperationException($"no Simulator.sln above {AppContext.BaseDirectory}");
    }
}
