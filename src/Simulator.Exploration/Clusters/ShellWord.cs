using Simulator.Hardware.Errors;

namespace Simulator.Exploration.Clusters;

/// <summary>Words of a command as a POSIX shell reads them back.</summary>
public static class ShellWord
{
    /// <summary>Quotes a word where the shell would otherwise read more than letters in it.</summary>
    /// <param name="word">Any text of one line, such as a path with spaces, quotes or <c>$</c>.</param>
    /// <returns>The word in single quotes, or as it is where it needs none.</returns>
    /// <exception cref="InputException">The word is empty or holds a line end or another control character.</exception>
    public static string Quote(string word)
    {
        Check(word);
        return Literal(word);
    }

    /// <summary>Quotes any word, for a command that people read rather than a script.</summary>
    /// <param name="word">Any text.</param>
    /// <returns>The word in single quotes, or as it is where it needs none.</returns>
    public static string Literal(string word) =>
        word.Length > 0 && word.All(IsPlain) ? word : $"'{word.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    /// <summary>Quotes the words of a command.</summary>
    /// <param name="words">The program and its arguments.</param>
    /// <returns>The words, separated by spaces.</returns>
    /// <exception cref="InputException">A word is empty or holds a control character.</exception>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>Refuses what no script can hold.</summary>
    /// <param name="word">The word.</param>
    /// <exception cref="InputException">The word is empty or holds a control character.</exception>
    internal static void Check(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        if (word.Length == 0 || word.Any(char.IsControl))
            throw new InputException($"'{word}' cannot stand in a job's script; accepted: names of one line without control characters");
    }

    private static bool IsPlain(char c) => char.IsAsciiLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '=' or ':' or ',' or '+' or '@';
}
