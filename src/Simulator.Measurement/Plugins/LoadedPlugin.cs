using System.Reflection;

namespace Simulator.Measurement.Plugins;

/// <summary>A plug-in found beside the program.</summary>
/// <param name="Name">Its name: that of its folder and of its assembly.</param>
/// <param name="Types">The types that it offers; empty where it failed to load.</param>
/// <param name="Problem">Why it could not be loaded, in one line; null where it was.</param>
public sealed record LoadedPlugin(string Name, IReadOnlyList<Type> Types, string? Problem)
{
    /// <summary>Makes one object of each public type of the plug-in that fulfils a contract and has a parameterless constructor.</summary>
    /// <typeparam name="TContract">The contract.</typeparam>
    /// <returns>The objects, in the order of their type names.</returns>
    /// <exception cref="TargetInvocationException">A constructor threw.</exception>
    public IReadOnlyList<TContract> Create<TContract>() where TContract : class =>
        [.. Types.Where(type => type is { IsAbstract: false, IsGenericTypeDefinition: false } && type.IsAssignableTo(typeof(TContract)))
            .Where(type => type.GetConstructor(Type.EmptyTypes) is not null)
            .OrderBy(type => type.FullName, StringComparer.Ordinal)
            .Select(type => (TContract)Activator.CreateInstance(type)!)];
}
