namespace Simulator.Workloads.Tests;

/// <summary>Where the repository is.</summary>
internal static class RepositoryPaths
{
    internal static string Root { get; } = FindRoot();

    internal static string Workloads => Path.Combine(Root, "workloads");

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
