namespace Simulator.Systems.Tests;

/// <summary>Where the published model files and the silicon data lie: beside the repository, not in it.</summary>
internal static class SharedData
{
    internal static string? Root { get; } = Find();

    internal static string? PathOf(params string[] parts)
    {
        var path = Root is null ? null : Path.Combine([Root, .. parts]);
        return Path.Exists(path) ? path : null;
    }

    private static string? Find()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "shared");
            if (Directory.Exists(Path.Combine(candidate, "models")))
                return candidate;
        }

        return null;
    }
}
