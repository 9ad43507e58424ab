using System.Reflection;

namespace Simulator.Measurement.Plugins;

/// <summary>Finds the optional plug-ins: <c>plugins/NAME/NAME.dll</c> beside the program, each in a load context of its own.</summary>
public static class PluginLoader
{
    /// <summary>The folder of plug-ins, relative to the program's.</summary>
    public const string FolderName = "plugins";

    /// <summary>Loads the plug-ins beside the program.</summary>
    /// <returns>One entry a plug-in, in the order of their names, those that failed to load included.</returns>
    public static IReadOnlyList<LoadedPlugin> Load() => Load(AppContext.BaseDirectory);

    /// <summary>Loads the plug-ins beside a program.</summary>
    /// <param name="baseDirectory">The program's folder.</param>
    /// <returns>One entry a plug-in, in the order of their names, those that failed to load included; none where there is no such folder.</returns>
    public static IReadOnlyList<LoadedPlugin> Load(string baseDirectory)
    {
        var root = Path.Combine(Path.GetFullPath(baseDirectory), FolderName);
        if (!Directory.Exists(root))
            return [];
        // A build that leaves a plug-in out removes its files and may leave the folder.
        return [.. Directory.EnumerateDirectories(root)
            .Where(folder => Directory.EnumerateFileSystemEntries(folder).Any())
            .Order(StringComparer.Ordinal)
            .Select(LoadOne)];
    }

    private static LoadedPlugin LoadOne(string folder)
    {
        var name = Path.GetFileName(folder);
        var path = Path.Combine(folder, name + ".dll");
        if (!File.Exists(path))
            return Failed(name, $"{name}.dll is missing in {folder}");
        try
        {
            return new LoadedPlugin(name, new PluginContext(path).LoadFromAssemblyPath(path).GetExportedTypes(), null);
        }
        catch (Exception e) when (e is BadImageFormatException or IOException or ReflectionTypeLoadException or TypeLoadException or InvalidOperationException)
        {
            return Failed(name, e is ReflectionTypeLoadException { LoaderExceptions: [{ } first, ..] } ? first.Message : e.Message);
        }
    }

    private static LoadedPlugin Failed(string name, string reason) =>
        new(name, [], $"plug-in {name} not loaded: {reason.ReplaceLineEndings(" ")}");
}
