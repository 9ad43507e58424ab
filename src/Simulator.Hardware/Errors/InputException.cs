namespace Simulator.Hardware.Errors;

/// <summary>
/// Input that a person wrote (a file, an option, a value) and that cannot be used. Its message is one line:
/// <c>file:line: key: what is wrong; what is accepted</c>. The command line prints it and exits with code 2.
/// </summary>
public sealed class InputException : Exception
{
    /// <summary>Creates the error from its parts; empty parts are left out of the message.</summary>
    /// <param name="problem">What is wrong and what is accepted, in one line without a final full stop.</param>
    /// <param name="file">The file's path, or an option such as <c>--set</c>; null where there is none.</param>
    /// <param name="line">The line in the file, from 1; null where it is not known.</param>
    /// <param name="key">The key's path inside the file, such as <c>memory.bandwidth</c>; null where there is none.</param>
    /// <param name="inner">The exception that revealed the problem, if any.</param>
    public InputException(string problem, string? file = null, int? line = null, string? key = null, Exception? inner = null)
        : base(Compose(problem, file, line, key), inner)
    {
        Problem = problem;
        File = file;
        Line = line;
        Key = key;
    }

    /// <summary>What is wrong and what is accepted.</summary>
    public string Problem { get; }

    /// <summary>The file's path or the option's name; null where there is none.</summary>
    public string? File { get; }

    /// <summary>The line in the file, from 1; null where it is not known.</summary>
    public int? Line { get; }

    /// <summary>The key's path inside the file; null where there is none.</summary>
    public string? Key { get; }

    private static string Compose(string problem, string? file, int? line, string? key)
    {
        var place = file is null ? "" : line is null ? $"{file}: " : $"{file}:{line}: ";
        var subject = key is null ? "" : $"{key}: ";
        return OneLine(place + subject + problem);
    }

    // Input may hold line ends and control characters, which a terminal would obey.
    private static string OneLine(string text)
    {
        var line = text.ReplaceLineEndings(" ");
        return line.Any(char.IsControl) ? string.Concat(line.Select(c => char.IsControl(c) ? '\ufffd' : c)) : line;
    }
}
