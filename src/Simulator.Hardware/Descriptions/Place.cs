using Simulator.Hardware.Errors;

namespace Simulator.Hardware.Descriptions;

/// <summary>Where a node was written: a line of a file, or an option of the command line.</summary>
/// <param name="File">The file's path, or an option such as <c>--set</c>.</param>
/// <param name="Line">The line, from 1; null where there is none.</param>
/// <param name="KeyPrefix">What stands before a key's path in messages, such as <c>gpu.</c> for <c>--set</c>.</param>
public sealed record Place(string File, int? Line, string KeyPrefix = "")
{
    /// <summary>An error at this place.</summary>
    /// <param name="problem">What is wrong and what is accepted, in one line.</param>
    /// <param name="key">The key's path inside the description; null where there is none.</param>
    /// <param name="inner">The exception that revealed the problem, if any.</param>
    /// <returns>The exception to throw.</returns>
    public InputException Error(string problem, string? key = null, Exception? inner = null) =>
        new(problem, File, Line, string.IsNullOrEmpty(key) ? null : KeyPrefix + key, inner);
}
