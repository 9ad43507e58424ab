using System.Globalization;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>A value of a JSON file and the line, from 1, where it begins.</summary>
/// <param name="Line">The line.</param>
/// <param name="Content">A dictionary, a list, a double, a string, a bool, or null.</param>
internal sealed record JsonValue(int Line, object? Content)
{
    internal bool IsNull => Content is null;

    /// <summary>The value for an error message.</summary>
    internal string Describe() => Content switch
    {
        null => "null",
        bool b => b ? "true" : "false",
        double d => d.ToString(CultureInfo.InvariantCulture),
        string s => s.Length <= 60 ? $"'{s}'" : $"'{s[..60]}…'",
        List<JsonValue> => "a list",
        _ => "an object",
    };
}
