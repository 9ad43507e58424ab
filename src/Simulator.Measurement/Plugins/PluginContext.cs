using System.Reflection;
using System.Runtime.Loader;

namespace Simulator.Measurement.Plugins;

/// <summary>Loads one plug-in with the libraries beside it; the project's own assemblies stay the host's, so that contracts are one type.</summary>
/// <param name="assemblyPath">The plug-in's assembly.</param>
internal sealed class PluginContext(string assemblyPath) : AssemblyLoadContext(Path.GetFileNameWithoutExtension(assemblyPath))
{
    private readonly AssemblyDependencyResolver resolver = new(assemblyPath);

    /// <inheritdoc/>
    protected override Assembly? Load(AssemblyName assemblyName) =>
        resolver.ResolveAssemblyToPath(assemblyName) is { } path ? LoadFromAssemblyPath(path) : null;

    /// <inheritdoc/>
    protected override nint LoadUnmanagedDll(string unmanagedDllName) =>
        resolver.ResolveUnmanagedDllToPath(unmanagedDllName) is { } path ? LoadUnmanagedDllFromPath(path) : 0;
}
