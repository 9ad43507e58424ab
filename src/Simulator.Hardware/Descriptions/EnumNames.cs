using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;

namespace Simulator.Hardware.Descriptions;

/// <summary>The names that enumeration members have in files: kebab-case, such as <c>mma-sync</c> and <c>hbm3e</c>.</summary>
public static class EnumNames
{
    private static readonly ConcurrentDictionary<Type, ImmutableArray<KeyValuePair<string, object>>> Cache = new();

    /// <summary>The name of a member.</summary>
    /// <param name="value">The member.</param>
    /// <returns>The name in kebab-case.</returns>
    public static string Of(Enum value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Kebab(value.ToString());
    }

    /// <summary>The names of all members, in order.</summary>
    /// <param name="type">The enumeration.</param>
    /// <returns>The names in kebab-case.</returns>
    public static IEnumerable<string> All(Type type) => Members(type).Select(member => member.Key);

    /// <summary>The members by name, in order.</summary>
    internal static ImmutableArray<KeyValuePair<string, object>> Members(Type type) => Cache.GetOrAdd(
        type, static t => [.. Enum.GetValues(t).Cast<object>().Select(value => KeyValuePair.Create(Kebab(value.ToString()!), value))]);

    private static string Kebab(string name)
    {
        var text = new StringBuilder(name.Length + 4);
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c) && text.Length > 0)
                text.Append('-');
            text.Append(char.ToLowerInvariant(c));
        }
        return text.ToString();
    }
}
