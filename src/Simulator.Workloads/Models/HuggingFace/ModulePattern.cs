using System.IO.Enumeration;
using System.Text.RegularExpressions;

namespace Simulator.Workloads.Models.HuggingFace;

/// <summary>
/// A pattern that names modules: a whole path, a parent's path, part of a path between dots, with <c>*</c> for anything, or after <c>re:</c> a regular
/// expression. The prefixes under which checkpoints keep their layers (<c>model.</c>, <c>backbone.</c>) do not matter.
/// </summary>
internal sealed class ModulePattern
{
    private static readonly string[] Prefixes = ["model.", "backbone.", "language_model."];
    private readonly string pattern;
    private readonly Regex? expression;

    internal ModulePattern(string text)
    {
        if (text.StartsWith("re:", StringComparison.Ordinal))
            expression = new Regex(text[3..], RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
        pattern = text;
        while (Prefixes.FirstOrDefault(p => pattern.StartsWith(p, StringComparison.Ordinal)) is { } prefix)
            pattern = pattern[prefix.Length..];
    }

    /// <summary>Whether it names a module, given below the prefixes: <c>layers.4.mixer.in_proj</c>.</summary>
    internal bool Matches(string module) => expression is not null
        ? expression.IsMatch("model." + module)
        : pattern.Contains('*')
            ? FileSystemName.MatchesSimpleExpression(pattern, module, ignoreCase: false)
                || FileSystemName.MatchesSimpleExpression(pattern + ".*", module, ignoreCase: false)
            : $".{module}.".Contains($".{pattern}.", StringComparison.Ordinal);
}
