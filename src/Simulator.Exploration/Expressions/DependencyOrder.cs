using System.Collections.Immutable;
using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Expressions;

/// <summary>The order in which definitions that use each other are evaluated.</summary>
public static class DependencyOrder
{
    private const int Shown = 12;

    /// <summary>Puts every definition behind those that it uses; otherwise the order given is kept.</summary>
    /// <param name="definitions">The definitions. Names that none of them defines are taken as given from outside.</param>
    /// <returns>The names of the definitions, in order.</returns>
    /// <exception cref="InputException">A name is defined twice, or definitions use each other in a circle; the message names the circle.</exception>
    public static ImmutableArray<string> Of(IReadOnlyList<Definition> definitions)
    {
        ArgumentNullException.ThrowIfNull(definitions);
        var uses = new Dictionary<string, ImmutableArray<string>>(StringComparer.Ordinal);
        foreach (var definition in definitions)
        {
            if (!uses.TryAdd(definition.Name, definition.Uses))
                throw new InputException($"'{definition.Name}' is defined twice; accepted: each name once");
        }

        var order = ImmutableArray.CreateBuilder<string>(uses.Count);
        var done = new HashSet<string>(StringComparer.Ordinal);
        var open = new HashSet<string>(StringComparer.Ordinal);
        var path = new List<(string Name, int Next)>();
        foreach (var definition in definitions)
        {
            Enter(definition.Name);
            while (path.Count > 0)
            {
                var (name, next) = path[^1];
                if (next < uses[name].Length)
                {
                    path[^1] = (name, next + 1);
                    Enter(uses[name][next]);
                }
                else
                {
                    path.RemoveAt(path.Count - 1);
                    open.Remove(name);
                    done.Add(name);
                    order.Add(name);
                }
            }
        }

        return order.ToImmutable();

        void Enter(string name)
        {
            if (done.Contains(name) || !uses.ContainsKey(name))
                return;
            if (!open.Add(name))
                throw Circle([.. path.Select(step => step.Name).SkipWhile(step => step != name), name]);
            path.Add((name, 0));
        }
    }

    private static InputException Circle(ImmutableArray<string> circle)
    {
        var names = circle.Length <= Shown ? string.Join(" -> ", circle) : $"{string.Join(" -> ", circle.Take(Shown - 1))} -> ... -> {circle[^1]}";
        return new InputException($"definitions use each other in a circle: {names}; accepted: definitions that do not lead back to themselves");
    }
}
