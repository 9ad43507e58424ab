namespace Simulator.Measurement.Tests;

internal static class RepositoryPaths
{
    public static string Root { get; } = Find();

    public static string Configs => Path.Combine(Root, "configs");

    public static string Shared => Path.Combine(Path.GetDirectoryName(Root)!, "shared");

    public static string Workloads => Path.Combine(Root, "workloads");

    public static string Reference => Path.Combine(Root, "results", "reference");

    private static string Find()
    {
        for (var directory = new DirectoryInfo(AppContext.BaseDirectory); directory is not null; directory = directory.Parent)
        {
            if (File.Exists(Path.Combine(directory.FullName, "Simulator.sln")))
            {
                return directory.FullName;
            }
        }

        throw new DirectoryNotFoundException("Simulator.sln is not above the tests");
    }
}
